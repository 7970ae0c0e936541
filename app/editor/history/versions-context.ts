import { createContext, use } from 'react'
import type { Project } from '#app/document/model/schema.ts'
import type { EditorConflicts } from '../ports/conflicts.ts'
import type { EditorTimeline } from '../ports/history.ts'

/** An earlier version previewed over the stage. */
export type ShownVersion = {
  /** One per version of either list, so that the list can mark it. */
  key: string
  title: string
  detail: string
  /** `undefined`: it cannot be reconstructed. */
  project: Project | undefined
  /** Absent for the current version. */
  action?: { label: string; perform: () => void }
}

export type Versions = {
  readonly timeline: EditorTimeline | undefined
  readonly conflicts: EditorConflicts | undefined
  readonly shown: ShownVersion | undefined
  show(version: ShownVersion | undefined): void
}

const none: Versions = {
  timeline: undefined,
  conflicts: undefined,
  shown: undefined,
  show: () => undefined,
}

export const VersionsContext = createContext<Versions>(none)

export const useVersions = (): Versions => use(VersionsContext)
