import { aspectOfFrame } from '../catalogue/frame-layout.ts'
import type { ElementId, MintId } from '../model/ids.ts'
import { listOrdered } from '../model/ordered.ts'
import { relinkElement } from '../model/relink-element.ts'
import type { Element, FrameElement, Screen, ShapeElement, TextElement } from '../model/schema.ts'
import type { Caption } from './place-captions.ts'
import type { Device } from './place-devices.ts'
import { type Items, readScreenParts, toDecoration, toElements } from './screen-parts.ts'

type LikeOptions = {
  owned: ReadonlySet<string>
  /** Devices of the screens that follow, for places this screen has no capture for. */
  borrowed: readonly FrameElement[]
  mint: MintId
}

/**
 * The screen in the design of another one: its captures take the places and style of the model's devices, its captions
 * those of the model's texts, the largest first; the model's shapes and pictures come along as decorations.
 */
export function designLike(screen: Screen, model: Screen, { owned, borrowed, mint }: LikeOptions): Screen {
  const { devices, captions, behind, before } = readScreenParts(screen, owned)
  const models = listOrdered<ElementId, Element>(model.elements).filter(({ item }) => item.visible)
  const slots = models.flatMap(({ id, item }) => (item.type === 'frame' ? [{ id, item }] : []))
  const { placed, deviceOf } = placeLike(devices, slots, { borrowed, mint })
  const taken = new Set(placed.map(({ id }) => id))
  const hidden = devices
    .filter(({ id }) => !taken.has(id))
    .map(({ id, item }) => ({ id, item: { ...item, visible: false } }))
  const texts = models.flatMap(({ item }) => (item.type === 'text' ? [item] : []))
  const lowest = slots[0]?.item.order
  const decorations = models
    .filter(({ item }) => item.type === 'image' || (item.type === 'shape' && hasDevice(item, deviceOf)))
    .map(({ item }) =>
      toDecoration(
        relinkElement(item, (id) => deviceOf.get(id)),
        mint,
      ),
    )
  const isBehind = ({ item }: Items[number]) => lowest === undefined || item.order < lowest
  return {
    ...screen,
    background: model.background,
    elements: toElements([
      ...decorations.filter(isBehind),
      ...behind,
      ...hidden,
      ...placed,
      ...before,
      ...decorations.filter((item) => !isBehind(item)),
      ...styleLike(captions, texts),
    ]),
  }
}

type PlaceOptions = Pick<LikeOptions, 'borrowed' | 'mint'>
/** The device that stands in a place of the model, by the id of the model's. */
type DeviceOf = ReadonlyMap<ElementId, ElementId>

/** A magnifier without a device would draw nothing. */
const hasDevice = ({ lens }: ShapeElement, deviceOf: DeviceOf) =>
  lens === undefined || deviceOf.has(lens.frameId)

/** From back to front; the largest place is for the screen's own capture. */
function placeLike(
  devices: readonly Device[],
  slots: readonly Device[],
  { borrowed, mint }: PlaceOptions,
): { placed: readonly Device[]; deviceOf: DeviceOf } {
  const [own] = devices
  const canBorrow = own !== undefined && Object.keys(own.item.mediaByLocale).length > 0
  const copies = (canBorrow ? borrowed : [])
    .slice(0, Math.max(slots.length - devices.length, 0))
    .map((item) => toDecoration(item, mint))
  const all = [...devices, ...copies]
  const bySize = slots.map((_, at) => at).sort((a, b) => areaOf(slots[b]) - areaOf(slots[a]))
  const pairs = slots.flatMap((slot, at) => {
    const device = all[bySize.indexOf(at)]
    return device === undefined ? [] : [{ slot, device }]
  })
  return {
    placed: pairs.map(({ slot, device }) => ({ id: device.id, item: standIn(device.item, slot.item) })),
    deviceOf: new Map(pairs.map(({ slot, device }) => [slot.id, device.id])),
  }
}

const areaOf = (slot: Device | undefined) => (slot === undefined ? 0 : slot.item.width * slot.item.height)

/** What an element looks like, apart from its place; fields that the model lacks go. */
const lookOfFrame = ['rotation', 'opacity', 'flipX', 'flipY', 'spans', 'effects', 'tilt', 'shadow'] as const
const lookOfText = ['rotation', 'opacity', 'spans', 'effects', 'tilt', 'style'] as const
/** Of a device; which one it is and how it lies are the capture's. */
const lookOfDevice = ['bezel', 'colour', 'corner', 'cutOut', 'cutOutSide', 'buttons'] as const

/** The item with these fields of the model; a field that the model lacks is left out. */
function takeFields<Item extends object>(item: Item, model: Item, fields: readonly (keyof Item)[]): Item {
  const taken = new Set<PropertyKey>(fields)
  const kept = Object.entries(item).filter(([key]) => !taken.has(key))
  const given = Object.entries(model).filter(([key]) => taken.has(key))
  return Object.fromEntries([...kept, ...given]) as Item
}

/** The capture's own kind of device, in the model's style and as large as fits its box; a frame of one's own is a style. */
function standIn(frame: FrameElement, slot: FrameElement): FrameElement {
  const device =
    slot.device.ownFrame === undefined ? takeFields(frame.device, slot.device, lookOfDevice) : slot.device
  const styled = { ...takeFields(frame, slot, lookOfFrame), device, visible: true }
  const aspect = aspectOfFrame(styled)
  const width = Math.min(slot.width, slot.height * aspect)
  const height = width / aspect
  const x = slot.x + (slot.width - width) / 2
  return { ...styled, x, y: slot.y + (slot.height - height) / 2, width, height }
}

/** Captions in the model's places; those without one follow below the last. Each shrinks rather than leave its box. */
function styleLike(captions: readonly Caption[], models: readonly TextElement[]): readonly Caption[] {
  const inOrder = [...models].sort((a, b) => b.style.size - a.style.size)
  const last = inOrder.at(-1)
  if (last === undefined) return captions.map(({ id, item }) => ({ id, item: { ...item, visible: false } }))
  const below = Math.max(...inOrder.map(({ y, height }) => y + height))
  return captions.map(({ id, item }, at) => {
    const model = inOrder[at] ?? last
    const spare = at - inOrder.length
    const { size } = model.style
    const y = spare < 0 ? model.y : below + size * 0.3 + spare * (model.height + size * 0.3)
    const { x, width, height } = model
    const fit = model.fit ?? { min: size * 0.4, max: size }
    const fitGroup = item.fitGroup ?? 'caption'
    return { id, item: { ...takeFields(item, model, lookOfText), x, y, width, height, fit, fitGroup } }
  })
}
