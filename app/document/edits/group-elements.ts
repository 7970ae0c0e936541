import { cutText } from '../model/cut-text.ts'
import type { ElementId, GroupId } from '../model/ids.ts'
import { type LayerNode, listGroupPath, listLayerElements, planLayerTree } from '../model/layer-tree.ts'
import type { Element, Group, Project, Screen } from '../model/schema.ts'
import { type ElementsRef, editScreen, type ScreenRef } from './edit-screen.ts'
import { putInOrder } from './put-in-order.ts'

type Groups = NonNullable<Screen['groups']>

/** A layer by its id, wherever it is in the tree. */
export type LayerRef = { kind: 'element'; id: ElementId } | { kind: 'group'; id: GroupId }

/**
 * Puts the elements into a new group in front, at the place of the front one. Groups that are selected whole stay whole
 * within it.
 */
export function groupElements(
  project: Project,
  ref: ElementsRef & { groupId: GroupId; name: string },
): Project {
  return editScreen(project, ref, (screen) => {
    const units = listWholeLayers(screen, ref.elementIds)
    const [first] = units
    if (first === undefined) return screen
    const parent = findCommonGroup(screen, units)
    const group: Group = {
      name: cutText(ref.name, 200),
      order: frontOrder(units),
      ...(parent === undefined ? {} : { parent }),
    }
    const withGroup: Screen = { ...screen, groups: { ...screen.groups, [ref.groupId]: group } as Groups }
    const grouped = units.reduce((draft, unit) => withParent(draft, unit, ref.groupId), withGroup)
    return dropEmptyGroups(putInOrder(grouped, fromBack(planLayerTree(grouped))))
  })
}

/** The layers of these groups move to the group around each. */
export function ungroup(project: Project, ref: ScreenRef & { groupIds: readonly GroupId[] }): Project {
  return editScreen(project, ref, (screen) =>
    ref.groupIds.reduce((draft, groupId) => {
      const group = draft.groups?.[groupId]
      if (group === undefined) return draft
      const node = findNode(planLayerTree(draft), { kind: 'group', id: groupId })
      const freed = (node?.kind === 'group' ? node.children : []).reduce(
        (moved, child) => withParent(moved, child, group.parent),
        draft,
      )
      return dropEmptyGroups(freed)
    }, screen),
  )
}

export function renameGroup(project: Project, ref: ScreenRef & { groupId: GroupId; name: string }): Project {
  return editScreen(project, ref, (screen) => {
    const group = screen.groups?.[ref.groupId]
    if (group === undefined || group.name === ref.name) return screen
    const renamed = { ...group, name: cutText(ref.name, 200) }
    return { ...screen, groups: { ...screen.groups, [ref.groupId]: renamed } as Groups }
  })
}

export type LayerPlace =
  /** In front of, or behind, another layer, in its group. */
  | { readonly front: LayerRef }
  | { readonly behind: LayerRef }
  /** The front layer, or the back one, of a group. */
  | { readonly into: GroupId; readonly at: 'front' | 'back' }

/** Moves layers to another place of the tree, in their order; a group never moves into itself. */
export function moveLayers(
  project: Project,
  ref: ScreenRef & { layers: readonly LayerRef[]; place: LayerPlace },
): Project {
  return editScreen(project, ref, (screen) => {
    const tree = planLayerTree(screen)
    const moving = listNodes(tree).filter((node) => ref.layers.some((layer) => isLayer(node, layer)))
    const target =
      'into' in ref.place ? ({ kind: 'group', id: ref.place.into } as const) : anchorOf(ref.place)
    if (moving.length === 0 || moving.some((node) => findNode([node], target) !== undefined)) return screen
    const rest = without(tree, moving)
    const placed = insert(rest, { moving, place: ref.place })
    if (placed === undefined) return screen
    const parent = 'into' in ref.place ? ref.place.into : parentOf(tree, target)
    const adopted = moving.reduce((draft, node) => withParent(draft, node, parent), screen)
    return dropEmptyGroups(putInOrder(adopted, fromBack(placed)))
  })
}

/** Groups without an element are removed. The map stays, so that a group made meanwhile on another device merges. */
export function dropEmptyGroups(screen: Screen): Screen {
  const { groups } = screen
  if (groups === undefined) return screen
  const used = new Set(
    Object.values<Element>(screen.elements).flatMap(({ groupId }) => listGroupPath(screen, groupId)),
  )
  const kept = (Object.entries(groups) as [GroupId, Group][]).filter(([id]) => used.has(id))
  if (kept.length === Object.keys(groups).length) return screen
  return { ...screen, groups: Object.fromEntries(kept) as Groups }
}

/** The layers that are selected whole: a group all of whose elements are named, else the element. */
export function listWholeLayers(screen: Screen, elementIds: readonly ElementId[]): readonly LayerNode[] {
  const named = new Set(elementIds)
  const pick = (nodes: readonly LayerNode[]): LayerNode[] =>
    nodes.flatMap((node) => {
      if (node.kind === 'element') return named.has(node.id) ? [node] : []
      return listLayerElements([node]).every((id) => named.has(id)) ? [node] : pick(node.children)
    })
  return pick(planLayerTree(screen))
}

/** The innermost group that contains all of them. */
function findCommonGroup(screen: Screen, units: readonly LayerNode[]): GroupId | undefined {
  const [first, ...others] = units.map((unit) =>
    listGroupPath(screen, unit.kind === 'element' ? unit.element.groupId : unit.group.parent),
  )
  return first?.findLast((groupId) => others.every((path) => path.includes(groupId)))
}

function withParent(screen: Screen, node: LayerNode, parent: GroupId | undefined): Screen {
  if (node.kind === 'group') {
    const { parent: _before, ...group } = node.group
    const moved = parent === undefined ? group : { ...group, parent }
    return { ...screen, groups: { ...screen.groups, [node.id]: moved } as Groups }
  }
  const element = screen.elements[node.id]
  if (element === undefined || element.groupId === parent) return screen
  const { groupId: _before, ...free } = element
  const moved = (parent === undefined ? free : { ...free, groupId: parent }) as Element
  return { ...screen, elements: { ...screen.elements, [node.id]: moved } }
}

const fromBack = (nodes: readonly LayerNode[]): readonly ElementId[] =>
  [...listLayerElements(nodes)].reverse()

const isLayer = (node: LayerNode, layer: LayerRef): boolean =>
  node.kind === layer.kind && node.id === layer.id

const anchorOf = (place: { front: LayerRef } | { behind: LayerRef }): LayerRef =>
  'front' in place ? place.front : place.behind

const listNodes = (nodes: readonly LayerNode[]): readonly LayerNode[] =>
  nodes.flatMap((node) => (node.kind === 'group' ? [node, ...listNodes(node.children)] : [node]))

function findNode(nodes: readonly LayerNode[], layer: LayerRef): LayerNode | undefined {
  return listNodes(nodes).find((node) => isLayer(node, layer))
}

function parentOf(nodes: readonly LayerNode[], layer: LayerRef): GroupId | undefined {
  const parent = listNodes(nodes).find(
    (node) => node.kind === 'group' && node.children.some((child) => isLayer(child, layer)),
  )
  return parent?.kind === 'group' ? parent.id : undefined
}

function without(nodes: readonly LayerNode[], moving: readonly LayerNode[]): LayerNode[] {
  return nodes
    .filter((node) => !moving.some((each) => isLayer(node, each)))
    .map((node) => (node.kind === 'group' ? { ...node, children: without(node.children, moving) } : node))
}

/** `undefined`: the place is not there. */
function insert(
  nodes: readonly LayerNode[],
  { moving, place }: { moving: readonly LayerNode[]; place: LayerPlace },
): LayerNode[] | undefined {
  if ('into' in place) {
    return mapFirst(nodes, (node) => {
      if (node.kind !== 'group' || node.id !== place.into) return undefined
      const { children } = node
      return [
        { ...node, children: place.at === 'front' ? [...moving, ...children] : [...children, ...moving] },
      ]
    })
  }
  const anchor = anchorOf(place)
  return mapFirst(nodes, (node) => {
    if (!isLayer(node, anchor)) return undefined
    return 'front' in place ? [...moving, node] : [node, ...moving]
  })
}

function mapFirst(
  nodes: readonly LayerNode[],
  change: (node: LayerNode) => LayerNode[] | undefined,
): LayerNode[] | undefined {
  for (const [at, node] of nodes.entries()) {
    const changed = change(node)
    if (changed !== undefined) return [...nodes.slice(0, at), ...changed, ...nodes.slice(at + 1)]
    const inside = node.kind === 'group' ? mapFirst(node.children, change) : undefined
    if (node.kind === 'group' && inside !== undefined)
      return [...nodes.slice(0, at), { ...node, children: inside }, ...nodes.slice(at + 1)]
  }
  return undefined
}

/** The key of the front element. */
function frontOrder(units: readonly LayerNode[]): string {
  const [first] = units
  if (first === undefined) return 'a0'
  return first.kind === 'element' ? first.element.order : frontOrder(first.children)
}
