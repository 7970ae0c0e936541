import { findDevice } from '#app/document/catalogue/devices.ts'
import { cutText } from '#app/document/model/cut-text.ts'
import type { Locale } from '#app/document/model/ids.ts'
import type { Element } from '#app/document/model/schema.ts'
import { plainText } from '#app/document/model/text-markup.ts'

const maxLabelLength = 60

/** The accessible name of an element's box: its kind, then what distinguishes it. */
export function describeElement(element: Element, locale: Locale): string {
  const locked = element.locked ? ' (locked)' : ''
  return `${describeKind(element, locale)}${locked}`
}

function describeKind(element: Element, locale: Locale): string {
  switch (element.type) {
    case 'text': {
      const text = element.contentByLocale[locale] ?? Object.values(element.contentByLocale)[0] ?? ''
      const short = plainText(text).replace(/\s+/g, ' ').trim()
      return `Text: ${short.length > maxLabelLength ? `${cutText(short, maxLabelLength)}…` : short || 'empty'}`
    }
    case 'frame':
      return `Device: ${element.device.ownFrame ? 'own frame' : (findDevice(element.device.deviceId)?.name ?? 'plain frame')}`
    case 'image':
      return `Picture: ${element.name}`
    case 'shape':
      return `Shape: ${element.name}`
  }
}

/** For labels of changes: “Move Caption”, “Move 3 elements”. */
export function nameElements(elements: readonly Element[]): string {
  const [only] = elements
  return elements.length === 1 && only !== undefined ? only.name || 'element' : `${elements.length} elements`
}
