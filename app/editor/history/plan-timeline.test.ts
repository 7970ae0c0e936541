import { describe, expect, test } from 'vitest'
import type { Change } from '#app/document/changes/change.ts'
import { createProject } from '#app/document/edits/create-project.ts'
import type { Locale, ProjectId } from '#app/document/model/ids.ts'
import type { TimelineRow } from '../ports/history.ts'
import { findVersionAt, planTimeline } from './plan-timeline.ts'

const minuteMs = 60_000
const dayMs = 24 * 60 * minuteMs
const dayOf = (atMs: number) => String(Math.floor(atMs / dayMs))

const rename = (before: string, after: string): Change => ({
  label: 'Rename project',
  ops: [{ op: 'set', path: ['name'], before, after }],
})

function createRow(seq: number, row: Partial<TimelineRow> = {}): TimelineRow {
  return {
    seq,
    atMs: seq * minuteMs * 10,
    origin: 'local',
    kind: 'edit',
    change: rename(`${seq - 1}`, `${seq}`),
    ...row,
  }
}

describe('planTimeline', () => {
  test('groups by day, the newest first', () => {
    const days = planTimeline(
      [createRow(3, { atMs: 2 * dayMs + 5 }), createRow(2, { atMs: 2 * dayMs }), createRow(1, { atMs: 5 })],
      dayOf,
    )
    expect(days.map(({ key, entries }) => [key, entries.length])).toEqual([
      ['2', 1],
      ['0', 1],
    ])
  })

  test('equal steps in succession are one line, which leads to the last of them', () => {
    const atMs = 5 * minuteMs
    const [day] = planTimeline(
      [createRow(3, { atMs }), createRow(2, { atMs }), createRow(1, { atMs, origin: 'remote' })],
      dayOf,
    )
    expect(day?.entries).toEqual([
      { seq: 3, atMs, title: 'Rename project', isRemote: false, count: 2 },
      { seq: 1, atMs, title: 'Rename project', isRemote: true, count: 1 },
    ])
  })

  test('names what was undone and redone, and leaves out view changes', () => {
    const look: Change = { label: 'View', ops: [{ op: 'set', path: ['view', 'zoom'], after: 2 }] }
    const [day] = planTimeline(
      [createRow(4, { change: look }), createRow(3, { kind: 'redo' }), createRow(2, { kind: 'undo' })],
      dayOf,
    )
    expect(day?.entries.map(({ title }) => title)).toEqual(['Redo: Rename project', 'Undo: Rename project'])
  })
})

test('a version is the project with the later rows undone', () => {
  const project = {
    ...createProject({
      id: '7d5a0b9e-6f3b-4e6e-9d57-0d2b1c5b1a11' as ProjectId,
      name: '3',
      locale: 'en-US' as Locale,
      mint: () => 'screen',
    }),
  }
  const rows = [createRow(3), createRow(2), createRow(1)]
  expect(findVersionAt(project, rows, 3)).toBe(project)
  expect(findVersionAt(project, rows, 1)?.name).toBe('1')
})
