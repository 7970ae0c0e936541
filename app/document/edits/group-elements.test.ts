import fc from 'fast-check'
import { expect, it } from 'vitest'
import { diffProjects } from '../changes/diff-projects.ts'
import { mergeProjects } from '../changes/merge-projects.ts'
import type { CanvasSizeId, ElementId, GroupId, ScreenId } from '../model/ids.ts'
import { type LayerNode, listGroupMembers, planLayerTree } from '../model/layer-tree.ts'
import { listOrdered } from '../model/ordered.ts'
import type { Project, Screen } from '../model/schema.ts'
import { removeElements } from './add-element.ts'
import { createShape } from './create-element.ts'
import { duplicateElements } from './duplicate-elements.ts'
import { groupElements, moveLayers, ungroup } from './group-elements.ts'
import { moveToScreen } from './move-to-screen.ts'
import { putInOrder } from './put-in-order.ts'

const ref = { canvasSizeId: 'iphone-69' as CanvasSizeId, screenId: 's' as ScreenId }
const ids = (names: string) => [...names] as ElementId[]
const groupId = (name: string) => name as GroupId

function createProject(names = 'abcd'): Project {
  const screen = (id: string, elements: string) => ({
    id,
    order: id,
    name: id,
    orientation: 'portrait',
    background: { type: 'colour', colour: '#ffffff' },
    elements: Object.fromEntries(
      [...elements].map((name, at) => [
        name,
        createShape({ order: `a${at}`, x: 0, y: 0, width: 1, height: 1, shape: 'ellipse', fill: '#ff0000' }),
      ]),
    ),
  })
  return {
    id: 'p',
    name: 'P',
    schemaVersion: 1,
    screensByCanvasSize: { [ref.canvasSizeId]: { s: screen('s', names), t: screen('t', '') } },
  } as unknown as Project
}

const screenOf = (project: Project, id: string = ref.screenId) =>
  project.screensByCanvasSize[ref.canvasSizeId]?.[id as ScreenId] as Screen

/** The tree from front to back: `d g(c a) b`. */
const write = (project: Project, id?: string): string => {
  const spell = (nodes: readonly LayerNode[]): string =>
    nodes.map((node) => (node.kind === 'element' ? node.id : `${node.id}(${spell(node.children)})`)).join(' ')
  return spell(planLayerTree(screenOf(project, id)))
}
const painted = (project: Project) =>
  listOrdered(screenOf(project).elements)
    .map(({ id }) => id)
    .join('')

const group = (project: Project, names: string, id: string) =>
  groupElements(project, { ...ref, elementIds: ids(names), groupId: groupId(id), name: id })

it('groups elements at the place of the front one, and draws them there', () => {
  const grouped = group(createProject(), 'ac', 'g')
  expect(write(grouped)).toBe('d g(c a) b')
  expect(painted(grouped)).toBe('bacd')
})

it('keeps whole groups whole within a new one, and takes them apart again', () => {
  const nested = group(group(createProject(), 'ac', 'g'), 'acb', 'h')
  expect(write(nested)).toBe('d h(g(c a) b)')
  expect(write(ungroup(nested, { ...ref, groupIds: [groupId('h')] }))).toBe('d g(c a) b')
  expect(write(ungroup(nested, { ...ref, groupIds: [groupId('g')] }))).toBe('d h(c a b)')
  expect(write(group(nested, 'a', 'i'))).toBe('d h(g(c i(a)) b)')
})

it('moves layers across groups, and no group into itself', () => {
  const grouped = group(createProject(), 'ac', 'g')
  const move = (layer: string, place: Parameters<typeof moveLayers>[1]['place']) =>
    moveLayers(grouped, {
      ...ref,
      layers: [
        layer === 'g' ? { kind: 'group', id: groupId('g') } : { kind: 'element', id: layer as ElementId },
      ],
      place,
    })
  expect(write(move('d', { front: { kind: 'element', id: 'a' as ElementId } }))).toBe('g(c d a) b')
  expect(write(move('a', { behind: { kind: 'element', id: 'b' as ElementId } }))).toBe('d g(c) b a')
  expect(write(move('g', { behind: { kind: 'element', id: 'b' as ElementId } }))).toBe('d b g(c a)')
  expect(write(move('b', { into: groupId('g'), at: 'front' }))).toBe('d g(b c a)')
  expect(move('g', { front: { kind: 'element', id: 'c' as ElementId } })).toBe(grouped)
  expect(painted(move('d', { into: groupId('g'), at: 'back' }))).toBe('bdac')
})

it('removes a group with its last element, copies a whole group as one, and takes it to another screen', () => {
  const grouped = group(createProject(), 'ac', 'g')
  expect(screenOf(removeElements(grouped, { ...ref, elementIds: ids('ac') })).groups).toEqual({})
  let count = 0
  const mint = () => `n${++count}`
  expect(write(duplicateElements(grouped, { ...ref, elementIds: ids('ac'), mint }))).toBe(
    'n1(n3 n2) d g(c a) b',
  )
  count = 0
  expect(write(duplicateElements(grouped, { ...ref, elementIds: ids('a'), mint }))).toBe('g(n1 c a) d b')
  const moved = moveToScreen(grouped, {
    canvasSizeId: ref.canvasSizeId,
    from: ref.screenId,
    to: 't' as ScreenId,
    elementIds: ids('ac'),
    dx: 0,
    dy: 0,
    ratio: 1,
  })
  expect(write(moved)).toBe('d b')
  expect(write(moved, 't')).toBe('g(c a)')
})

it('shows every element once, whatever is left of its groups', () => {
  const grouped = group(group(createProject(), 'ac', 'g'), 'acb', 'h')
  const screen = screenOf(grouped)
  const circle = {
    ...screen,
    groups: {
      g: { name: 'g', order: 'a0', parent: 'h' },
      h: { name: 'h', order: 'a0', parent: 'g' },
    } as unknown as NonNullable<Screen['groups']>,
  }
  const count = (nodes: readonly LayerNode[]): number =>
    nodes.reduce((sum, node) => sum + (node.kind === 'element' ? 1 : count(node.children)), 0)
  expect(count(planLayerTree(circle))).toBe(4)
  const { groups: _gone, ...flat } = screen
  expect(planLayerTree(flat).map(({ kind }) => kind)).toEqual(['element', 'element', 'element', 'element'])
  expect(listGroupMembers(screen, groupId('g'))).toEqual(['a', 'c'])
})

it('merges groups that two devices made at once', () => {
  const base = createProject()
  const { project } = mergeProjects(base, group(base, 'ab', 'g'), group(base, 'cd', 'h'))
  expect(write(project)).toBe('h(d c) g(b a)')
  expect(diffProjects(base, group(base, 'ab', 'g'), 'Group').ops.length).toBe(3)
})

it('puts elements in any order with as few new keys as possible', () => {
  fc.assert(
    fc.property(fc.shuffledSubarray([...'abcdefg'], { minLength: 7 }), (order) => {
      const screen = screenOf(createProject('abcdefg'))
      const put = putInOrder(screen, order as ElementId[])
      expect(listOrdered(put.elements).map(({ id }) => id)).toEqual(order)
    }),
  )
  const screen = screenOf(createProject('abcdefg'))
  const put = putInOrder(screen, ids('bcdefga'))
  expect(ids('abcdefg').filter((id) => put.elements[id] !== screen.elements[id])).toEqual(['a'])
})
