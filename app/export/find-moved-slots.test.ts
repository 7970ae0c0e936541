import { expect, it } from 'vitest'
import { storeRulesAsOf } from '#app/document/catalogue/canvas-size-table.ts'
import { listSlotChanges } from '#app/document/catalogue/slot-changes.ts'
import { findMovedSlots } from './find-moved-slots.ts'

const project = { screensByCanvasSize: { 'iphone-duo-inner': {}, 'ipad-13': {} } as never }
const atMs = Date.UTC(2026, 10, 22)

it('names what moved since the table of the last export, and the sizes that it touches', () => {
  expect(findMovedSlots(project, { rulesAsOf: '2026-11-22', atMs })).toEqual([
    {
      sizeNames: ['iPhone Duo, inner display'],
      text: 'Both displays of the iPhone Duo are one group of ten pictures together; six and six is refused.',
    },
  ])
  // An export that did not note its table counts by its day.
  expect(findMovedSlots(project, { atMs })).toHaveLength(1)
})

it('counts each size from its own last export, and none that was never exported', () => {
  const shownOf = (rulesAsOf: string) => ({
    'iphone-duo-inner en-US s1': { screen: {}, atMs, rulesAsOf: storeRulesAsOf },
    'iphone-duo-inner de-DE s1': { screen: {}, atMs, rulesAsOf },
  })
  expect(findMovedSlots(project, { atMs, shown: shownOf('2026-11-22') })).toHaveLength(1)
  expect(findMovedSlots(project, { atMs, shown: shownOf(storeRulesAsOf) })).toEqual([])
  expect(findMovedSlots(project, { atMs, shown: {} })).toEqual([])
})

it('says nothing after an export by the same table, and of a project that was never exported', () => {
  expect(findMovedSlots(project, { rulesAsOf: storeRulesAsOf, atMs })).toEqual([])
  expect(findMovedSlots(project, undefined)).toEqual([])
})

it('no change is newer than the table', () => {
  expect(listSlotChanges(storeRulesAsOf, ['iphone-69', 'iphone-63', 'iphone-duo-outer'])).toEqual([])
})
