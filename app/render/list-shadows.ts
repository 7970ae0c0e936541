import type { Element, Shadow } from '#app/document/model/schema.ts'

/** The shadows an element casts, from back to front. */
export function listShadows(element: Element): readonly Shadow[] {
  const shadow = element.type === 'text' ? element.style.shadow : element.shadow
  if (shadow === undefined) return []
  return element.type === 'frame' ? [shadow, planContact(shadow)] : [shadow]
}

/** A device has the soft shadow the user set, and a tight one where it nearly touches the ground. */
function planContact(shadow: Shadow): Shadow {
  return {
    x: shadow.x * 0.2,
    y: shadow.y * 0.2,
    blur: shadow.blur * 0.22,
    colour: fadeColour(shadow.colour, 0.55),
  }
}

/** The same element without its shadow. */
export function withoutShadow(element: Element): Element {
  if (element.type !== 'text') {
    const { shadow: _cast, ...rest } = element
    return rest as Element
  }
  const { shadow: _cast, ...style } = element.style
  return { ...element, style }
}

function fadeColour(colour: string, by: number): string {
  const alpha = colour.length === 9 ? Number.parseInt(colour.slice(7), 16) : 255
  return `${colour.slice(0, 7)}${Math.round(alpha * by)
    .toString(16)
    .padStart(2, '0')}`
}
