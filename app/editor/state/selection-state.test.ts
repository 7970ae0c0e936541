import { expect, it } from 'vitest'
import { addCanvasSize, removeCanvasSize } from '#app/document/edits/add-canvas-size.ts'
import { createProject } from '#app/document/edits/create-project.ts'
import type { CanvasSizeId, ElementId, Locale, ProjectId } from '#app/document/model/ids.ts'
import { createCounter } from '#tests/factories/generate-project.ts'
import { createEditorUi, reconcileSelection } from './selection-state.ts'
import { emptyTrail, leaveTrail } from './view-trail.ts'

const english = 'en-US' as Locale
const german = 'de-DE' as Locale
const phone = 'iphone-69' as CanvasSizeId
const tablet = 'ipad-13' as CanvasSizeId
const id = '0d6f3c55-1c52-4c3b-9c65-3f5f2b8a7a10' as ProjectId
const mint = createCounter('new')
const one = createProject({ id, name: 'Kite', locale: english, mint, canvasSizeId: phone })

it('returns to the size seen before when an undo or another device removes the shown one', () => {
  const two = addCanvasSize(one, { canvasSizeId: tablet, copyFrom: phone, locale: english, mint })
  const before = createEditorUi(one)
  const onTablet = reconcileSelection(two, { ...before, canvasSizeId: tablet, screenId: undefined })
  expect(onTablet.screenId).toBeDefined()
  const trail = leaveTrail(emptyTrail, before, onTablet)
  const after = reconcileSelection(removeCanvasSize(two, tablet), onTablet, { previous: two, trail })
  expect(after.canvasSizeId).toBe(phone)
  expect(after.screenId).toBe(before.screenId)
  expect(after.selectedIds).toEqual([])
})

it('returns to a language the project has, and ends typing in the removed one', () => {
  const two = { ...one, locales: { ...one.locales, [german]: { order: 'b0' } } }
  const [screen] = Object.values(one.screensByCanvasSize[phone] ?? {})
  const elementId = Object.keys(screen?.elements ?? {})[0] as ElementId
  const inEnglish = createEditorUi(two)
  const inGerman = { ...inEnglish, locale: german, selectedIds: [elementId], editingId: elementId }
  expect(reconcileSelection(two, inGerman)).toBe(inGerman)
  const after = reconcileSelection(one, inGerman, {
    previous: two,
    trail: leaveTrail(emptyTrail, inEnglish, inGerman),
  })
  expect(after.locale).toBe(english)
  expect(after.editingId).toBeUndefined()
  expect(after.selectedIds).toEqual([elementId])
})

it('stays unchanged while everything it shows exists', () => {
  const ui = createEditorUi(one)
  expect(reconcileSelection({ ...one, name: 'Kites' }, ui, { previous: one })).toBe(ui)
})
