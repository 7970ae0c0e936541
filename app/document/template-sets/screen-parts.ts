import type { ElementId, MintId } from '../model/ids.ts'
import { orderBetween } from '../model/order-key.ts'
import { listOrdered } from '../model/ordered.ts'
import type { Element, Screen } from '../model/schema.ts'
import type { Caption } from './place-captions.ts'
import { type Device, sortDevices } from './place-devices.ts'

export type Items = readonly { id: ElementId; item: Element }[]

export type ScreenParts = {
  devices: readonly Device[]
  /** The largest first. */
  captions: readonly Caption[]
  /** Pictures and own shapes, behind the devices and before them. */
  behind: Items
  before: Items
}

/** What the user put on a screen, without earlier decorations. `owned`: captures that are in a device of the user's. */
export function readScreenParts(screen: Screen, owned: ReadonlySet<string>): ScreenParts {
  const items = listOrdered<ElementId, Element>(screen.elements).flatMap(({ id, item }) => {
    if (item.decoration !== true) return [{ id, item }]
    if (item.type !== 'frame' || Object.values(item.mediaByLocale).every((media) => owned.has(media)))
      return []
    // A capture that was put into the template's own device is the user's.
    const { decoration: _mark, ...kept } = item
    return [{ id, item: kept as Element }]
  })
  const devices = items.flatMap(({ id, item }) => (item.type === 'frame' ? [{ id, item }] : []))
  const texts = items.flatMap(({ id, item }) => (item.type === 'text' ? [{ id, item }] : []))
  const seen = texts.filter(({ item }) => item.visible)
  // A layout without words has hidden them all.
  const captions = (seen.length > 0 ? seen : texts)
    .map(({ id, item }) => ({ id, item: { ...item, visible: true } }))
    .sort((a, b) => b.item.style.size - a.item.style.size)
  const placed = new Set([...devices, ...captions].map(({ id }) => id))
  const others = items.filter(({ id }) => !placed.has(id))
  const lowest = devices[0]?.item.order
  const isBehind = ({ item }: Items[number]) => lowest !== undefined && item.order < lowest
  return {
    devices: sortDevices(devices),
    captions,
    behind: others.filter(isBehind),
    before: others.filter((item) => !isBehind(item)),
  }
}

/** A copy that the next set replaces. The groups of its own screen are not on this one. */
export function toDecoration<Item extends Element>(
  { groupId: _own, ...item }: Item,
  mint: MintId,
): { id: ElementId; item: Item } {
  return { id: mint() as ElementId, item: { ...item, decoration: true } as unknown as Item }
}

/** The elements of a screen from back to front. */
export function toElements(inOrder: Items): Screen['elements'] {
  const elements: Screen['elements'] = {}
  let order: string | undefined
  for (const { id, item } of inOrder) {
    order = orderBetween(order, undefined)
    elements[id] = { ...item, order }
  }
  return elements
}
