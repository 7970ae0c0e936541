import type { Change } from '#app/document/changes/change.ts'
import type { ProjectId } from '#app/document/model/ids.ts'

/** One row of a project's log, as tabs and the history panel read it. */
export type LogRow = {
  seq: number
  /** Names the change among all changes of all tabs. */
  commitId: string
  atMs: number
  origin: 'local' | 'remote'
  tabId: string | undefined
  kind: 'edit' | 'undo' | 'redo'
  /** For undo and redo: the `commitId` of the reverted row. A redo reverts an undo. */
  of: string | undefined
  change: Change
}

/** Rows of a log that follow number `fromSeq` of the body `bodyId`, with nothing between. */
export type EditedTail = {
  projectId: ProjectId
  bodyId: string
  fromSeq: number
  rows: readonly LogRow[]
}
