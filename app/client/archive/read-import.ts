import { isSameProject } from '#app/archive/plan-merge.ts'
import { type Archive, type ReadArchive, readArchive } from '#app/archive/read-archive.ts'
import type { ProjectId } from '#app/document/model/ids.ts'
import type { ProjectDocument } from '#app/document/model/schema.ts'
import { hashBytes } from '#app/export/hash-bytes.ts'
import type { ProjectStore } from '#app/sync/ports/project-store.ts'

/**
 * A project of an archive, and what this device has under its id: `new` nothing, `same` the same document, `changed` another state,
 * `deleted` one that was deleted, `unreadable` one that this version cannot read.
 */
export type ProjectToImport = {
  project: ProjectDocument
  here: 'new' | 'same' | 'changed' | 'deleted' | 'unreadable'
}

export type ArchiveImport = {
  archive: Archive
  projects: readonly ProjectToImport[]
  /** Sentences on what could not be taken from another tool's file. */
  notes: readonly string[]
}

export type ReadImport =
  | { kind: 'ok'; archiveImport: ArchiveImport }
  /** The sentence names the file. */
  | { kind: 'refused'; message: string }
  | { kind: 'cancelled' }

export type ReadImportOptions = {
  store: Pick<ProjectStore, 'load'>
  /** Fetches a project that only the account has. */
  download: (projectId: ProjectId) => Promise<void>
  signal: AbortSignal
  onProgress: (done: number, total: number) => void
}

/** Below the longest text of every browser. */
const maxTextBytes = 400_000_000

/** Checks a chosen file, and compares its projects with those of this device. Nothing is written. */
export async function readImport(file: File, options: ReadImportOptions): Promise<ReadImport> {
  const { store, download } = options
  const read = await readFile(file, options)
  if (read.kind === 'cancelled') return read
  if (read.kind === 'refused')
    return { kind: 'refused', message: `“${file.name}” was not imported. ${read.message}` }
  const projects: ProjectToImport[] = []
  for (const project of read.archive.projects) {
    await download(project.id)
    projects.push({ project, here: await compareWithDisk(store, project) })
  }
  const { archive, notes = [] } = read
  return { kind: 'ok', archiveImport: { archive, projects, notes } }
}

type ReadFile =
  | (Extract<ReadArchive, { kind: 'ok' }> & { notes?: readonly string[] })
  | Exclude<ReadArchive, { kind: 'ok' }>

async function readFile(file: File, { signal, onProgress }: ReadImportOptions): Promise<ReadFile> {
  if (/\.json$/i.test(file.name)) {
    if (file.size > maxTextBytes)
      return { kind: 'refused', message: 'It is larger than 400 MB: export fewer projects at once.' }
    const { readAppscreen } = await import('#app/archive/appscreen/read-appscreen.ts')
    return readAppscreen(await file.text(), {
      hash: hashBytes,
      mint: () => crypto.randomUUID(),
      createdAt: new Date(file.lastModified).toISOString(),
    })
  }
  const source = {
    sizeBytes: file.size,
    read: async (offset: number, length: number) =>
      new Uint8Array(await file.slice(offset, offset + length).arrayBuffer()),
  }
  return readArchive(source, { hash: hashBytes, signal, onProgress })
}

/** What this device has under the id of an archived project. */
export async function compareWithDisk(
  store: ReadImportOptions['store'],
  archived: ProjectDocument,
): Promise<ProjectToImport['here']> {
  const loaded = await store.load(archived.id)
  switch (loaded.kind) {
    case 'missing':
      return 'new'
    case 'ok':
      if (loaded.row.deletedAtMs !== undefined) return 'deleted'
      return isSameProject(loaded.project, archived) ? 'same' : 'changed'
    case 'newer':
    case 'broken':
      return 'unreadable'
  }
}
