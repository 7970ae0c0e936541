import { expect, it } from 'vitest'
import { createShape } from '#app/document/edits/create-element.ts'
import type { ElementId, GroupId } from '#app/document/model/ids.ts'
import type { LayerNode } from '#app/document/model/layer-tree.ts'
import { planRows, planStep } from './plan-rows.ts'

const element = (id: string): LayerNode => ({
  kind: 'element',
  id: id as ElementId,
  element: createShape({ order: 'a0', x: 0, y: 0, width: 1, height: 1, shape: 'ellipse', fill: '#ff0000' }),
})
const tree: readonly LayerNode[] = [
  element('d'),
  {
    kind: 'group',
    id: 'g' as GroupId,
    group: { name: 'G', order: 'a0' },
    children: [element('c'), element('a')],
  },
  element('b'),
]
const open = planRows(tree, new Set())
const closed = planRows(tree, new Set(['g' as GroupId]))

it('lists layers from front to back, with level and position', () => {
  expect(open.map(({ node, level, position, count }) => [node.id, level, position, count])).toEqual([
    ['d', 1, 1, 3],
    ['g', 1, 2, 3],
    ['c', 2, 1, 2],
    ['a', 2, 2, 2],
    ['b', 1, 3, 3],
  ])
  expect(closed.map(({ node }) => node.id)).toEqual(['d', 'g', 'b'])
  expect(closed[1]?.elementIds).toEqual(['c', 'a'])
})

it('moves past a neighbour, into an open group and out of it again', () => {
  expect(planStep(open, 'element d', 'front')).toBeUndefined()
  expect(planStep(open, 'element d', 'back')).toEqual({ into: 'g', at: 'front' })
  expect(planStep(closed, 'element d', 'back')).toMatchObject({ behind: { id: 'g' } })
  expect(planStep(open, 'element b', 'front')).toEqual({ into: 'g', at: 'back' })
  expect(planStep(open, 'element c', 'front')).toMatchObject({ front: { id: 'g' } })
  expect(planStep(open, 'element a', 'back')).toMatchObject({ behind: { id: 'g' } })
  expect(planStep(open, 'element a', 'front')).toMatchObject({ front: { id: 'c' } })
})
