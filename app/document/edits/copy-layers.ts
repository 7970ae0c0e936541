import type { ElementId, GroupId, MintId } from '../model/ids.ts'
import { type Layered, listGroupMembers } from '../model/layer-tree.ts'
import { orderBetween } from '../model/order-key.ts'
import { listOrdered } from '../model/ordered.ts'
import { relinkElement } from '../model/relink-element.ts'
import type { Element, Group, Screen } from '../model/schema.ts'
import { orderOnTop } from './add-element.ts'
import { aimLenses } from './aim-lenses.ts'

type Groups = Readonly<Record<GroupId, Group>>

/** Elements and whole groups of a screen, by the ids they have there. */
export type PickedLayers = { elements: Readonly<Record<ElementId, Element>>; groups: Groups }

/** The same with ids of their own. Elements from back to front. */
export type CopiedLayers = {
  elements: readonly { readonly id: ElementId; readonly element: Element }[]
  groups: Groups
}

/** The elements, and the groups whose elements are all among them. */
export function pickLayers(screen: Layered, elementIds: Iterable<ElementId>): PickedLayers {
  const requested = new Set(elementIds)
  const elements = Object.entries(screen.elements).filter(([id]) => requested.has(id as ElementId))
  const groups = (Object.entries(screen.groups ?? {}) as [GroupId, Group][]).filter(([groupId]) => {
    const members = listGroupMembers(screen, groupId)
    return members.length > 0 && members.every((id) => requested.has(id))
  })
  return {
    elements: Object.fromEntries(elements) as PickedLayers['elements'],
    groups: Object.fromEntries(groups) as Groups,
  }
}

/** References among them follow the new ids; those to anything else stay. */
export function copyLayers({ elements, groups }: PickedLayers, mint: MintId): CopiedLayers {
  const groupIds = new Map((Object.keys(groups) as GroupId[]).map((id) => [id, mint() as GroupId]))
  const inOrder = listOrdered<ElementId, Element>(elements)
  const elementIds = new Map(inOrder.map(({ id }) => [id, mint() as ElementId]))
  return {
    elements: inOrder.map(({ id, item }) => {
      const element = relinkElement(item, (named) => elementIds.get(named))
      const groupId = element.groupId && groupIds.get(element.groupId)
      return {
        id: elementIds.get(id) ?? id,
        element: groupId === undefined ? element : { ...element, groupId },
      }
    }),
    groups: Object.fromEntries(
      (Object.entries(groups) as [GroupId, Group][]).map(([id, group]) => {
        const parent = group.parent && groupIds.get(group.parent)
        return [groupIds.get(id) ?? id, parent === undefined ? group : { ...group, parent }]
      }),
    ) as Groups,
  }
}

/** On top of everything, in their order. A magnifier whose device was not copied along takes one of this screen. */
export function addLayers(screen: Screen, { elements, groups }: CopiedLayers): Screen {
  if (elements.length === 0) return screen
  const added: Record<ElementId, Element> = { ...screen.elements }
  let order = orderOnTop(screen)
  for (const { id, element } of elements) {
    added[id] = { ...element, order }
    order = orderBetween(order, undefined)
  }
  const aimed = aimLenses(
    { ...screen, elements: added },
    elements.map(({ id }) => id),
  )
  return Object.keys(groups).length === 0 ? aimed : { ...aimed, groups: { ...screen.groups, ...groups } }
}
