import { isViewOnly } from '#app/document/changes/change.ts'
import { rewindProject } from '#app/document/changes/rewind-project.ts'
import type { ProjectDocument } from '#app/document/model/schema.ts'
import type { TimelineRow } from '../ports/history.ts'

/** A line of the list: the edit, its time, and its device. `seq` is that of its last row. */
export type TimelineEntry = {
  seq: number
  atMs: number
  title: string
  isRemote: boolean
  /** This many equal rows in succession are one line. */
  count: number
}

export type TimelineDay = { key: string; atMs: number; entries: readonly TimelineEntry[] }

/** Steps of one kind within this time are one line: typing a headline is not forty. */
const sameStepMs = 10_000

export function describeRow({ kind, change, origin }: TimelineRow): string {
  const label = change.label.trim() || (origin === 'remote' ? 'Changed on another device' : 'Edit')
  if (kind === 'undo') return `Undo: ${label}`
  return kind === 'redo' ? `Redo: ${label}` : label
}

/** Lines by day, the newest first. Rows that only change the view are left out. */
export function planTimeline(rows: readonly TimelineRow[], dayOf: (atMs: number) => string): TimelineDay[] {
  const days: { key: string; atMs: number; entries: TimelineEntry[] }[] = []
  let oldestOfLine = 0
  for (const row of rows) {
    if (isViewOnly(row.change)) continue
    const key = dayOf(row.atMs)
    let day = days.at(-1)
    if (day === undefined || day.key !== key) {
      day = { key, atMs: row.atMs, entries: [] }
      days.push(day)
    }
    const line = day.entries.at(-1)
    const title = describeRow(row)
    const isRemote = row.origin === 'remote'
    const isSame =
      line !== undefined &&
      line.title === title &&
      line.isRemote === isRemote &&
      Math.abs(oldestOfLine - row.atMs) <= sameStepMs
    if (isSame) day.entries[day.entries.length - 1] = { ...line, count: line.count + 1 }
    else day.entries.push({ seq: row.seq, atMs: row.atMs, title, isRemote, count: 1 })
    oldestOfLine = row.atMs
  }
  return days
}

/** The project right after the row `seq`. */
export function findVersionAt(
  project: ProjectDocument,
  rows: readonly TimelineRow[],
  seq: number,
): ProjectDocument | undefined {
  const later = rows.filter((row) => row.seq > seq).map((row) => row.change)
  return rewindProject(project, later)
}
