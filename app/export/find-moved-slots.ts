import { findCanvasSize } from '#app/document/catalogue/canvas-sizes.ts'
import { listSlotChanges } from '#app/document/catalogue/slot-changes.ts'
import type { CanvasSizeId } from '#app/document/model/ids.ts'
import type { Project } from '#app/document/model/schema.ts'
import type { ExportRecord } from './export-record.ts'
import { dayOf, listTableDates } from './shown-screens.ts'

export type MovedSlot = {
  /** The project's sizes that it touches. */
  sizeNames: readonly string[]
  text: string
}

/** What moved in the slots of a project's sizes since each was exported last; nothing for those that never were. */
export function findMovedSlots(
  project: Pick<Project, 'screensByCanvasSize'>,
  record: Pick<ExportRecord, 'shown' | 'rulesAsOf' | 'atMs'> | undefined,
): readonly MovedSlot[] {
  if (record === undefined) return []
  const own = Object.keys(project.screensByCanvasSize) as CanvasSizeId[]
  const dates = record.shown && listTableDates(record)
  const before = record.rulesAsOf ?? dayOf(record.atMs)
  const touched = new Map<string, string[]>()
  for (const id of own) {
    const since = dates === undefined ? before : dates.get(id)
    if (since === undefined) continue
    for (const { text } of listSlotChanges(since, [id]))
      touched.set(text, [...(touched.get(text) ?? []), findCanvasSize(id)?.name ?? id])
  }
  return [...touched].map(([text, sizeNames]) => ({ sizeNames, text }))
}
