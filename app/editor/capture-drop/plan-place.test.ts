import { expect, it } from 'vitest'
import { removeElements } from '#app/document/edits/add-element.ts'
import { createProject } from '#app/document/edits/create-project.ts'
import { updateElement } from '#app/document/edits/update-element.ts'
import type { CanvasSizeId, ElementId, Locale, ProjectId, ScreenId } from '#app/document/model/ids.ts'
import type { Project } from '#app/document/model/schema.ts'
import type { IntakeRow } from '#app/intake/plan/intake-row.ts'
import { createEditorUi } from '../state/selection-state.ts'
import { planPlaces } from './plan-place.ts'

let count = 0
const project = createProject({
  id: '2f6a3f0e-8f7b-4c0d-9a3e-1c2d3e4f5a6b' as ProjectId,
  name: 'Tides',
  locale: 'en-US' as Locale,
  mint: () => `id-${++count}`,
})
const now = createEditorUi(project)
const [screenId] = Object.keys(project.screensByCanvasSize[now.canvasSizeId] ?? {}) as ScreenId[]
const [elementId] = Object.entries(
  project.screensByCanvasSize[now.canvasSizeId]?.[screenId as ScreenId]?.elements ?? {},
)
  .filter(([, { type }]) => type === 'frame')
  .map(([id]) => id as ElementId)

const row: IntakeRow = {
  index: 0,
  path: 'a.png',
  key: 'a',
  canvasSizeId: now.canvasSizeId,
  locale: 'en-US' as Locale,
  place: {
    kind: 'screen',
    screenId: screenId as ScreenId,
    elementId: elementId as ElementId,
    isReplaced: false,
  },
}
const plan = (after: Project, rows: readonly IntakeRow[], before = project) =>
  planPlaces(after, rows, { before, now })

it('keeps the place while it is there, and a new size and language', () => {
  expect(plan(project, [row])).toEqual([row])
  const added: IntakeRow = {
    ...row,
    canvasSizeId: 'ipad-13' as CanvasSizeId,
    locale: 'de-DE' as Locale,
    place: { kind: 'new' },
  }
  expect(plan(project, [added])).toEqual([added])
})

it('brings back no size and no language that was removed during the import', () => {
  const { [now.canvasSizeId]: screens, ...rest } = project.screensByCanvasSize
  const before = {
    ...project,
    screensByCanvasSize: { ...rest, [now.canvasSizeId]: screens ?? {}, 'ipad-13': {} },
    locales: { ...project.locales, 'de-DE': { order: 'z' } },
  } as Project
  const old: IntakeRow = { ...row, canvasSizeId: 'ipad-13' as CanvasSizeId, locale: 'de-DE' as Locale }
  expect(plan(project, [old], before)).toMatchObject([
    { canvasSizeId: now.canvasSizeId, locale: 'en-US', place: { kind: 'new' } },
  ])
})

it('forgets a screen or device that was removed during the import, and one that got another capture', () => {
  const { canvasSizeId } = now
  const ref = { screenId: screenId as ScreenId, elementId: elementId as ElementId }
  const placeIn = (after: Project, place: IntakeRow['place'] = row.place) =>
    plan(after, [{ ...row, place }])[0]?.place
  const change = (patch: object) => updateElement(project, { canvasSizeId, ...ref, patch })
  const gone = { kind: 'screen', screenId: 'gone' as ScreenId, isReplaced: false } as const
  expect(placeIn(project, gone)).toEqual({ kind: 'new' })
  const removed = removeElements(project, {
    canvasSizeId,
    screenId: ref.screenId,
    elementIds: [ref.elementId],
  })
  expect(placeIn(removed)).toEqual({ kind: 'new' })
  const filled = change({ mediaByLocale: { 'en-US': 'another' } })
  expect(placeIn(filled)).toEqual({ kind: 'new' })
  expect(placeIn(filled, { kind: 'screen', screenId: ref.screenId, isReplaced: false })).toEqual({
    kind: 'new',
  })
  expect(placeIn(change({ x: 0.1 }))).toEqual(row.place)
})
