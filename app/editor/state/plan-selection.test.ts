import { expect, it } from 'vitest'
import { createShape } from '#app/document/edits/create-element.ts'
import type { ElementId, GroupId, ScreenId } from '#app/document/model/ids.ts'
import type { Screen } from '#app/document/model/schema.ts'
import { planGroupClick, planRowMarquee, planRowSelection } from './plan-selection.ts'

const ids = (names: string) => [...names] as ElementId[]
const screenId = (name: string) => name as ScreenId
const shape = (order: string, groupId?: string) => ({
  ...createShape({ order, x: 0, y: 0, width: 1, height: 1, shape: 'ellipse', fill: '#ff0000' }),
  ...(groupId === undefined ? {} : { groupId: groupId as GroupId }),
})
const screen = {
  elements: { a: shape('a0', 'inner'), b: shape('a1', 'inner'), c: shape('a2', 'outer'), d: shape('a3') },
  groups: {
    outer: { name: 'Outer', order: 'a0' },
    inner: { name: 'Inner', order: 'a0', parent: 'outer' },
  },
} as unknown as Screen

it('selects the outermost group by a click, and goes inside once a part of it is selected', () => {
  const click = (id: string, selected: string) =>
    planGroupClick(screen, id as ElementId, ids(selected)).join('')
  expect(click('a', '')).toBe('abc')
  expect(click('a', 'abc')).toBe('abc')
  expect(click('a', 'c')).toBe('ab')
  expect(click('a', 'b')).toBe('a')
  expect(click('d', 'c')).toBe('d')
})

const now = { screenId: screenId('s'), selectedIds: ids('a'), alsoSelected: [] }

it('adds elements of other screens with Shift, and takes them out again', () => {
  const other = { screenId: screenId('t'), elementIds: ids('x') }
  const added = planRowSelection(now, other, true)
  expect(added).toEqual({ screenId: 's', elementIds: ['a'], also: [other] })
  const both = { screenId: added.screenId, selectedIds: added.elementIds, alsoSelected: added.also }
  expect(planRowSelection(both, other, true)).toEqual({ screenId: 's', elementIds: ['a'], also: [] })
  expect(planRowSelection(both, { screenId: screenId('s'), elementIds: ids('a') }, true)).toEqual({
    screenId: 't',
    elementIds: ['x'],
    also: [],
  })
  expect(planRowSelection(both, other, false)).toEqual({ ...other, also: [] })
  expect(planRowSelection({ ...now, selectedIds: [] }, other, true)).toEqual({ ...other, also: [] })
})

it('selects by a marquee on every screen it touches, first on the one it began at', () => {
  const touched = [
    { screenId: screenId('t'), elementIds: ids('x') },
    { screenId: screenId('s'), elementIds: ids('b') },
  ]
  expect(planRowMarquee(now, touched, { additive: false, from: screenId('s') })).toEqual({
    screenId: 's',
    elementIds: ['b'],
    also: [touched[0]],
  })
  expect(planRowMarquee(now, touched, { additive: true, from: screenId('t') })).toEqual({
    screenId: 't',
    elementIds: ['x'],
    also: [{ screenId: 's', elementIds: ['a', 'b'] }],
  })
  expect(planRowMarquee(now, [], { additive: false, from: screenId('s') })).toEqual({
    screenId: 's',
    elementIds: [],
    also: [],
  })
})
