import type { Effects } from './effects-schema.ts'
import type { Element, Shadow } from './schema.ts'

/** Buttons of a device and the ascenders of letters extend a little beyond their box. */
const overhang = 0.03

/** How far the paint of an element reaches beyond its box at most, on any side; in fractions of the canvas width. */
export function measurePaintReach(element: Element): number {
  const shadow = element.type === 'text' ? element.style.shadow : element.shadow
  return (
    overhang +
    measureOutline(element) +
    measureShadow(shadow) +
    measureEffects(element) +
    measureTilt(element)
  )
}

/** That of a drawing lies outside its paths; every other shape has its own inside. */
const measureOutline = (element: Element): number =>
  element.type === 'shape' && element.shape === 'drawing' ? (element.stroke?.width ?? 0) : 0

function measureShadow(shadow: Shadow | undefined): number {
  return shadow === undefined ? 0 : Math.max(Math.abs(shadow.x), Math.abs(shadow.y)) + 2 * shadow.blur
}

function measureEffects({ effects, height }: { effects?: Effects | undefined; height: number }): number {
  if (effects === undefined) return 0
  const { glow, outline, reflection, contactShadow, blur } = effects
  return Math.max(
    2 * (glow?.blur ?? 0),
    outline?.width ?? 0,
    3 * (blur ?? 0),
    reflection === undefined ? 0 : reflection.gap + reflection.share * height,
    contactShadow?.height ?? 0,
  )
}

/** The nearer side of a tilted plane is seen larger. */
function measureTilt({ tilt, width, height }: Element): number {
  return tilt === undefined || (tilt.x === 0 && tilt.y === 0) ? 0 : 0.14 * Math.max(width, height)
}
