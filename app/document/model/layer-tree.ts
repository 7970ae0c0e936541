import type { ElementId, GroupId } from './ids.ts'
import { listOrdered } from './ordered.ts'
import type { Element, Group, Screen } from './schema.ts'

/** A layer: an element, or a group with its layers. */
export type LayerNode =
  | { readonly kind: 'element'; readonly id: ElementId; readonly element: Element }
  | {
      readonly kind: 'group'
      readonly id: GroupId
      readonly group: Group
      readonly children: readonly LayerNode[]
    }

export type Layered = Pick<Screen, 'elements' | 'groups'>

type Draft = { kind: 'group'; id: GroupId; group: Group; children: (Draft | LayerNode)[] }

/**
 * The layers of a screen, the front one first. A group stands where its front element is. Every element is in the tree
 * once, whatever a merge left: a missing group and a circle of groups are ignored.
 */
export function planLayerTree(screen: Layered): readonly LayerNode[] {
  const roots: (Draft | LayerNode)[] = []
  const drafts = new Map<GroupId, Draft>()
  for (const { id, item } of [...listOrdered<ElementId, Element>(screen.elements)].reverse()) {
    let siblings = roots
    for (const groupId of listGroupPath(screen, item.groupId)) {
      const known = drafts.get(groupId)
      const group = screen.groups?.[groupId]
      if (group === undefined) continue
      const draft: Draft = known ?? { kind: 'group', id: groupId, group, children: [] }
      if (known === undefined) {
        drafts.set(groupId, draft)
        siblings.push(draft)
      }
      siblings = draft.children
    }
    siblings.push({ kind: 'element', id, element: item })
  }
  return roots as LayerNode[]
}

/** The groups around a group, the outermost first, itself last. */
export function listGroupPath({ groups }: Layered, groupId: GroupId | undefined): readonly GroupId[] {
  const path: GroupId[] = []
  let next = groupId
  while (next !== undefined && groups !== undefined && Object.hasOwn(groups, next) && !path.includes(next)) {
    path.unshift(next)
    next = groups[next]?.parent
  }
  return path
}

/** Every element in the group and in the groups within it, from back to front. */
export function listGroupMembers(screen: Layered, groupId: GroupId): readonly ElementId[] {
  return listOrdered<ElementId, Element>(screen.elements)
    .filter(({ item }) => listGroupPath(screen, item.groupId).includes(groupId))
    .map(({ id }) => id)
}

/** The elements of layers, the front one first. */
export function listLayerElements(nodes: readonly LayerNode[]): readonly ElementId[] {
  return nodes.flatMap((node) => (node.kind === 'element' ? [node.id] : listLayerElements(node.children)))
}
