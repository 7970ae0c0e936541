import { findCanvasSize } from '#app/document/catalogue/canvas-sizes.ts'
import { listSlotChanges } from '#app/document/catalogue/slot-changes.ts'
import type { Project } from '#app/document/model/schema.ts'
import type { ExportRecord } from './export-record.ts'

export type MovedSlot = {
  /** The project's sizes that it touches. */
  sizeNames: readonly string[]
  text: string
}

/** What moved in the stores' slots of a project since its last export; nothing for one that was never exported. */
export function findMovedSlots(
  project: Pick<Project, 'screensByCanvasSize'>,
  record: Pick<ExportRecord, 'rulesAsOf' | 'atMs'> | undefined,
): readonly MovedSlot[] {
  if (record === undefined) return []
  const since = record.rulesAsOf ?? new Date(record.atMs).toISOString().slice(0, 10)
  const own = Object.keys(project.screensByCanvasSize)
  return listSlotChanges(since, own).map(({ canvasSizeIds, text }) => ({
    sizeNames: canvasSizeIds.filter((id) => own.includes(id)).map((id) => findCanvasSize(id)?.name ?? id),
    text,
  }))
}
