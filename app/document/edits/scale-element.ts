import { scaleEffects } from '../model/scale-effects.ts'
import type { Element, Shadow } from '../model/schema.ts'

/** The element with every length times `ratio`, its position included: all are fractions of the canvas width. */
export function scaleElement(element: Element, ratio: number): Element {
  const { x, y, width, height } = element
  const box = {
    x: x * ratio,
    y: y * ratio,
    width: width * ratio,
    height: height * ratio,
    ...(element.effects && { effects: scaleEffects(element.effects, ratio) }),
  }
  if (element.type === 'text') {
    const { pill, shadow, size } = element.style
    return {
      ...element,
      ...box,
      style: {
        ...element.style,
        size: size * ratio,
        ...(pill === undefined
          ? {}
          : {
              pill: {
                ...pill,
                paddingX: pill.paddingX * ratio,
                paddingY: pill.paddingY * ratio,
                radius: pill.radius * ratio,
              },
            }),
        ...(shadow === undefined ? {} : { shadow: scaleShadow(shadow, ratio) }),
      },
    }
  }
  const shadow = element.shadow === undefined ? {} : { shadow: scaleShadow(element.shadow, ratio) }
  if (element.type === 'frame') return { ...element, ...box, ...shadow }
  const corner = element.corner === undefined ? {} : { corner: element.corner * ratio }
  if (element.type === 'image') return { ...element, ...box, ...shadow, ...corner }
  const { stroke } = element
  const scaledStroke = stroke === undefined ? {} : { stroke: { ...stroke, width: stroke.width * ratio } }
  return { ...element, ...box, ...shadow, ...corner, ...scaledStroke }
}

function scaleShadow(shadow: Shadow, ratio: number): Shadow {
  return { ...shadow, x: shadow.x * ratio, y: shadow.y * ratio, blur: shadow.blur * ratio }
}
