import type { ElementId } from '../model/ids.ts'
import type { Element, FrameElement, Screen, TextElement } from '../model/schema.ts'

export type Items<Kind> = readonly { id: ElementId; item: Kind }[]

/** Visible texts, from top to bottom. */
export function listCaptions(screen: Screen): Items<TextElement> {
  return (Object.entries(screen.elements) as [ElementId, Element][])
    .flatMap(([id, item]) => (item.type === 'text' && item.visible ? [{ id, item }] : []))
    .sort((a, b) => a.item.y - b.item.y || b.item.style.size - a.item.style.size)
}

/** Visible devices, from left to right. */
export function listFrames(screen: Screen): Items<FrameElement> {
  return (Object.entries(screen.elements) as [ElementId, Element][])
    .flatMap(([id, item]) => (item.type === 'frame' && item.visible ? [{ id, item }] : []))
    .sort((a, b) => a.item.x - b.item.x)
}
