import type { Element } from '../model/schema.ts'

/** Fields that say which element it is, where, and what it shows; everything else is how it looks. */
const notStyle: ReadonlySet<string> = new Set([
  'type',
  'order',
  'name',
  'x',
  'y',
  'width',
  'height',
  'rotation',
  'visible',
  'locked',
  'spans',
  'decoration',
  'groupId',
  'flipX',
  'flipY',
  'contentByLocale',
  'mediaByLocale',
  'pan',
  'zoom',
  'shape',
  'points',
  'value',
  'drawing',
  'emoji',
  'lens',
  'device',
  'fitGroup',
])

/** Fields of every type of element. */
const shared: ReadonlySet<string> = new Set(['opacity', 'shadow', 'corner', 'stroke', 'effects'])

/** The look of the device itself; which device it is stays. */
const ofDevice = ['colour', 'bezel', 'corner', 'cutOut', 'cutOutSide', 'buttons']

type Fields = Readonly<Record<string, unknown>>

/**
 * The element with the look of another one: everything but place, size and contents. Elements of different types share
 * what both have, such as shadow and opacity.
 */
export function applyStyle(element: Element, model: Element): Element {
  const isSame = element.type === model.type
  const applies = (key: string) => !notStyle.has(key) && (isSame || shared.has(key))
  const styled = copyFields(element, model, applies)
  if (element.type === 'text' || model.type === 'text')
    return withTextShadow(styled as Element, element, model)
  if (element.type !== 'frame' || model.type !== 'frame') return styled as Element
  const device = copyFields(element.device, model.device, (key) => ofDevice.includes(key))
  return { ...styled, device } as Element
}

/** Fields that the model lacks go. */
function copyFields(to: Fields, from: Fields, applies: (key: string) => boolean): Fields {
  const kept = Object.entries(to).filter(([key]) => !applies(key))
  const taken = Object.entries(from).filter(([key]) => applies(key))
  return Object.fromEntries([...kept, ...taken])
}

/** The shadow of a text is a part of its style. */
function withTextShadow(styled: Element, element: Element, model: Element): Element {
  if (element.type === model.type) return styled
  const shadow = model.type === 'text' ? model.style.shadow : model.shadow
  if (styled.type !== 'text') return shadow === undefined ? styled : ({ ...styled, shadow } as Element)
  const { shadow: _own, ...style } = styled.style
  const { shadow: _other, corner: _corner, stroke: _stroke, ...rest } = styled as Fields
  return { ...rest, style: shadow === undefined ? style : { ...style, shadow } } as unknown as Element
}
