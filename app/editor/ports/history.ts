import type { Change } from '#app/document/changes/change.ts'
import type { ProjectDocument } from '#app/document/model/schema.ts'

/** One step of a project's history on this device. */
export type TimelineRow = {
  seq: number
  atMs: number
  /** `remote`: another device made it, and it was pulled. */
  origin: 'local' | 'remote'
  kind: 'edit' | 'undo' | 'redo'
  change: Change
}

/** The project's history on this device; `app/client` reads it from the log. */
export interface EditorTimeline {
  /** The project on disk, and the last rows of its log, the newest first. */
  read(): Promise<{ project: ProjectDocument; rows: readonly TimelineRow[] } | undefined>
  readonly versions: AccountVersions
}

export type AccountVersion = {
  revision: number
  atMs: number
  name: string
  /** Label of its last edit, where that is known. */
  label?: string | undefined
  isDeletion: boolean
}

/** The reason why the account is unavailable now. */
export type VersionsError =
  | { kind: 'signed-out' }
  /** The account does not have this project yet. */
  | { kind: 'not-there' }
  | { kind: 'offline' }
  | { kind: 'refused'; message: string }

/** The versions of a project in the account; every call needs the network. */
export interface AccountVersions {
  list(): Promise<{ kind: 'ok'; versions: readonly AccountVersion[] } | VersionsError>
  read(revision: number): Promise<{ kind: 'ok'; project: ProjectDocument } | VersionsError>
  /** Creates a new version with the content of that one; resolves when this device shows it, or cannot yet. */
  restore(revision: number): Promise<{ kind: 'ok'; replacedRevision: number | undefined } | VersionsError>
}
