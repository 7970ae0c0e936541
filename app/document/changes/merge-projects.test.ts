import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addScreen } from '../edits/add-screen.ts'
import { createProject } from '../edits/create-project.ts'
import { moveScreen } from '../edits/move-screen.ts'
import { removeScreen } from '../edits/remove-screen.ts'
import { renameProject } from '../edits/rename-project.ts'
import { setCaption } from '../edits/set-content.ts'
import { setBackground, setOrientation } from '../edits/set-screen.ts'
import { moveElements } from '../edits/update-element.ts'
import type { CanvasSizeId, ElementId, Locale, ProjectId, ScreenId } from '../model/ids.ts'
import { listOrdered } from '../model/ordered.ts'
import { parseProject } from '../model/parse-project.ts'
import type { Project } from '../model/schema.ts'
import type { Op } from './change.ts'
import { diffProjects } from './diff-projects.ts'
import { isSame } from './is-same.ts'
import { type MergeConflict, mergeProjects } from './merge-projects.ts'

const canvasSizeId = 'iphone-69' as CanvasSizeId
const locale = 'en-US' as Locale
const screenIds = ['s1', 's2', 's3'] as ScreenId[]

/** Three screens; screen n has the elements `<n>-1` (caption) and `<n>-2` (frame). */
function createBase(): Project {
  let project = createProject({
    id: '7d5a0b9e-6f3b-4e6e-9d57-0d2b1c5b1a11' as ProjectId,
    name: 'Base',
    locale,
    mint: createMint('s1'),
    canvasSizeId,
  })
  for (const screenId of screenIds.slice(1)) {
    project = addScreen(project, { canvasSizeId, screenId, locale, mint: createMint(screenId, false) })
  }
  return project
}

function createMint(screenId: string, first = true): () => string {
  let count = first ? -1 : 0
  return () => {
    count += 1
    return count === 0 ? screenId : `${screenId}-${count}`
  }
}

type Edit = (project: Project) => Project

const screen = fc.constantFrom(...screenIds).map((screenId) => ({ canvasSizeId, screenId }))
const edit: fc.Arbitrary<Edit> = fc.oneof(
  fc.tuple(screen, fc.constantFrom('1', '2'), fc.integer({ min: -9, max: 9 })).map(
    ([ref, element, step]): Edit =>
      (project) =>
        moveElements(project, {
          ...ref,
          elementIds: [`${ref.screenId}-${element}` as ElementId],
          dx: step / 10,
          dy: 0,
        }),
  ),
  fc.tuple(screen, fc.constantFrom('Fast and calm', 'Faster and calm', 'Calm', '', 'Fast, every day')).map(
    ([ref, content]): Edit =>
      (project) =>
        setCaption(project, { ...ref, elementId: `${ref.screenId}-1` as ElementId, locale, content }),
  ),
  fc.tuple(screen, fc.constantFrom('#112233', '#445566')).map(
    ([ref, colour]): Edit =>
      (project) =>
        setBackground(project, { ...ref, background: { type: 'colour', colour } }),
  ),
  screen.map(
    (ref): Edit =>
      (project) =>
        setOrientation(project, { ...ref, orientation: 'landscape' }),
  ),
  screen.map(
    (ref): Edit =>
      (project) =>
        removeScreen(project, ref),
  ),
  fc.tuple(screen, screen).map(
    ([ref, anchor]): Edit =>
      (project) =>
        moveScreen(project, { ...ref, before: anchor.screenId }),
  ),
  fc.constantFrom('n1', 'n2', 'n3').map(
    (id): Edit =>
      (project) =>
        addScreen(project, { canvasSizeId, screenId: id as ScreenId, locale, mint: createMint(id, false) }),
  ),
  fc.constantFrom('One', 'Two').map(
    (name): Edit =>
      (project) =>
        renameProject(project, name),
  ),
)
const base = createBase()
const side = fc
  .array(edit, { maxLength: 6 })
  .map((edits) => edits.reduce((project, apply) => apply(project), base))

describe('mergeProjects', () => {
  it('[S42] takes the side that changed when the other did not', () => {
    fc.assert(
      fc.property(side, (changed) => {
        expect(mergeProjects(base, changed, base)).toEqual({ project: changed, conflicts: [] })
        expect(mergeProjects(base, base, changed)).toEqual({ project: changed, conflicts: [] })
        expect(mergeProjects(base, changed, changed)).toEqual({ project: changed, conflicts: [] })
      }),
    )
  })

  it('[S40] [S41] loses no value of either side: it is in the result or in the conflict record', () => {
    fc.assert(
      fc.property(side, side, (earlier, later) => {
        const { project, conflicts } = mergeProjects(base, earlier, later)
        for (const changed of [earlier, later]) {
          for (const op of diffProjects(base, changed, '').ops) {
            expect(isKept(op, project, conflicts), JSON.stringify(op)).toBe(true)
          }
        }
      }),
    )
  })

  it('[S42] always gives a document that parses', () => {
    fc.assert(
      fc.property(side, side, (earlier, later) => {
        expect(parseProject(mergeProjects(base, earlier, later).project).kind).toBe('ok')
      }),
    )
  })

  it('[S42] gives the same document for edits of different fields, in either order', () => {
    fc.assert(
      fc.property(side, side, (earlier, later) => {
        const merged = mergeProjects(base, earlier, later)
        fc.pre(merged.conflicts.length === 0)
        expect(mergeProjects(base, later, earlier)).toEqual(merged)
      }),
    )
  })

  it('[S40] keeps the later arrival and records the other', () => {
    const earlier = renameProject(base, 'Fast')
    const later = renameProject(base, 'Faster')
    expect(mergeProjects(base, earlier, later)).toEqual({
      project: later,
      conflicts: [{ path: ['name'], base: 'Base', kept: 'Faster', lost: 'Fast', lostSide: 'earlier' }],
    })
  })

  it('[S43] [F25] keeps a screen that one side edited and the other deleted, from whichever side', () => {
    const ref = { canvasSizeId, screenId: 's2' as ScreenId }
    const edited = setBackground(base, { ...ref, background: { type: 'colour', colour: '#123456' } })
    const deleted = removeScreen(base, ref)
    for (const [earlier, later] of [
      [edited, deleted],
      [deleted, edited],
    ] as const) {
      const { project, conflicts } = mergeProjects(base, earlier, later)
      expect(project).toEqual(edited)
      expect(conflicts).toMatchObject([
        {
          path: ['screensByCanvasSize', 'iphone-69', 's2'],
          lostSide: earlier === deleted ? 'earlier' : 'later',
        },
      ])
    }
  })

  it('[S44] merges captions by words', () => {
    const write = (content: string) =>
      setCaption(base, {
        canvasSizeId,
        screenId: 's1' as ScreenId,
        elementId: 's1-1' as ElementId,
        locale,
        content,
      })
    const origin = write('Plan your week in peace')
    const { project, conflicts } = mergeProjects(
      origin,
      write('Plan your whole week in peace'),
      write('Plan your week in perfect peace'),
    )
    expect(conflicts).toEqual([])
    expect(project).toEqual(write('Plan your whole week in perfect peace'))
  })

  it('[F30] keeps every screen once and in one order when both sides reorder and one inserts', () => {
    const place = (project: Project, screenId: string, before: string) =>
      moveScreen(project, { canvasSizeId, screenId: screenId as ScreenId, before: before as ScreenId })
    const list = (project: Project) =>
      listOrdered(project.screensByCanvasSize[canvasSizeId] ?? {}).map(({ id }) => id)
    const inserted = { canvasSizeId, screenId: 'n1' as ScreenId, locale, mint: createMint('n1', false) }
    const ours = place(place(base, 's3', 's1'), 's2', 's1')
    const theirs = place(addScreen(place(base, 's2', 's1'), inserted), 'n1', 's1')
    const forward = mergeProjects(base, ours, theirs)
    // The other device merges with the result, not with the first side.
    const backward = mergeProjects(theirs, forward.project, theirs)
    expect(backward.project).toEqual(forward.project)
    expect([...list(forward.project)].sort()).toEqual(['n1', 's1', 's2', 's3'])
    for (const screenId of screenIds) {
      expect(
        Object.keys(forward.project.screensByCanvasSize[canvasSizeId]?.[screenId]?.elements ?? {}),
      ).toEqual(Object.keys(base.screensByCanvasSize[canvasSizeId]?.[screenId]?.elements ?? {}))
    }
  })

  it('never reports a conflict of the view', () => {
    const screenStyle = (zoom: number): Project => ({ ...base, view: { ...base.view, zoom } })
    expect(mergeProjects(base, screenStyle(1), screenStyle(2))).toEqual({
      project: screenStyle(2),
      conflicts: [],
    })
  })
})

/** True when the value written by the op is in the merged document or in the record's kept or lost values. */
function isKept(op: Op, merged: Project, conflicts: readonly MergeConflict[]): boolean {
  const now = read(merged, op.path)
  if (op.op === 'remove' || (op.op === 'set' && op.after === undefined)) {
    return (
      now === undefined || conflicts.some(({ path }) => isPrefix(path, op.path) || isPrefix(op.path, path))
    )
  }
  if (op.op === 'splice') {
    const word = op.inserted.trim()
    return (
      String(now).includes(word) ||
      conflicts.some(({ path, lost }) => isPrefix(path, op.path) && lost !== undefined)
    )
  }
  const value = op.op === 'set' ? op.after : op.value
  if (isSame(value, now as never)) return true
  return conflicts.some(
    ({ path, kept, lost }) =>
      (isPrefix(path, op.path) &&
        [kept, lost].some((root) => isSame(value, read(root, op.path.slice(path.length)) as never))) ||
      isPrefix(op.path, path),
  )
}

const isPrefix = (prefix: readonly string[], path: readonly string[]) =>
  prefix.length <= path.length && prefix.every((key, i) => key === path[i])

function read(root: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>(
    (node, key) =>
      typeof node === 'object' && node !== null ? (node as Record<string, unknown>)[key] : undefined,
    root,
  )
}
