import type { Element, Screen } from '../model/schema.ts'
import type { Area } from './fit-inside.ts'

/** As wide as the canvas: a part of the background. */
const fullWidth = 0.95
/** A small ornament, as a fraction of the canvas' width. */
const small = 0.25

/**
 * Shapes and pictures on a canvas that was composed anew: an ornament stays where it was around its device, one behind a
 * caption stays behind it, and a part of the background stays. A small one that would come to lie on a caption goes.
 */
export function placeShapes(before: Screen, after: Screen): Screen {
  const elements = Object.entries<Element>(after.elements).map(([id, element]): [string, Element] => {
    const master = before.elements[id as keyof typeof before.elements]
    if (master === undefined || !isOrnament(master)) return [id, element]
    const anchor = findAnchor(master, before) as keyof typeof before.elements
    const [from, to] = [before.elements[anchor], after.elements[anchor]]
    const placed =
      from === undefined || to === undefined ? element : { ...element, ...follow(master, from, to) }
    const covers = liesOnCaption(placed, after) && !liesOnCaption(master, before)
    return [id, covers ? { ...placed, visible: false } : placed]
  })
  return { ...after, elements: Object.fromEntries(elements) as Screen['elements'] }
}

/** What is outside the canvas is not around a device. */
function isOrnament(element: Element): boolean {
  if (element.type !== 'shape' && element.type !== 'image') return false
  const { visible, spans, width, x } = element
  const isInside = x + width / 2 > 0 && x + width / 2 < 1
  return visible && spans !== true && !isLight(element) && width < fullWidth && isInside
}

/** Nothing of it is seen but its shadow, which spreads apart from its box. */
function isLight(element: Element): boolean {
  if (element.type !== 'shape' || element.shadow === undefined) return false
  return element.lens === undefined && /^#[0-9a-f]{6}00$/i.test(element.fill)
}

/** The id of the device that it enlarges, of the caption that it surrounds, else of the nearest visible device. */
function findAnchor(shape: Element, { elements }: Screen): string | undefined {
  if (shape.type === 'shape' && shape.lens !== undefined && elements[shape.lens.frameId]?.visible)
    return shape.lens.frameId
  const visible = Object.entries<Element>(elements).filter(([, element]) => element.visible)
  const around = visible.find(([, element]) => element.type === 'text' && contains(shape, element))
  if (around !== undefined) return around[0]
  const distance = (element: Area) =>
    Math.hypot(
      element.x + element.width / 2 - shape.x - shape.width / 2,
      element.y + element.height / 2 - shape.y - shape.height / 2,
    )
  const [nearest] = visible
    .filter(([, element]) => element.type === 'frame')
    .sort(([, a], [, b]) => distance(a) - distance(b))
  return nearest?.[0]
}

function follow(shape: Area, from: Area, to: Area): Area {
  const scale = Math.min(to.height / Math.max(from.height, 1e-6), to.width / Math.max(from.width, 1e-6))
  const [width, height] = [shape.width * scale, shape.height * scale]
  const across = (shape.x + shape.width / 2 - from.x - from.width / 2) / Math.max(from.width, 1e-6)
  const down = (shape.y + shape.height / 2 - from.y - from.height / 2) / Math.max(from.height, 1e-6)
  const x = to.x + to.width / 2 + across * to.width - width / 2
  const y = to.y + to.height / 2 + down * to.height - height / 2
  return { x, y, width, height }
}

function liesOnCaption(shape: Area, { elements }: Screen): boolean {
  if (shape.width > small) return false
  return Object.values<Element>(elements).some(
    (element) => element.type === 'text' && element.visible && overlaps(shape, element),
  )
}

const overlaps = (a: Area, b: Area): boolean =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height

const contains = (outer: Area, inner: Area): boolean =>
  outer.x <= inner.x + inner.width * 0.1 &&
  outer.x + outer.width >= inner.x + inner.width * 0.9 &&
  outer.y <= inner.y + inner.height * 0.1 &&
  outer.y + outer.height >= inner.y + inner.height * 0.9
