import type { Element } from '../model/schema.ts'

/** The lengths of an object by key: `true` for a length itself. Every other number is a share, an angle or a count. */
type Lengths = { readonly [key: string]: true | Lengths }

const shadow: Lengths = { x: true, y: true, blur: true }
const stroke: Lengths = { width: true }

const ofStyle: Lengths = {
  size: true,
  shadow,
  stroke,
  pill: { paddingX: true, paddingY: true, radius: true },
}

/** Lengths of the schema in fractions of the canvas width; the pan of a capture is one of its screen's width. */
const ofLook: Lengths = {
  shadow,
  stroke,
  corner: true,
  style: ofStyle,
  fit: { min: true, max: true },
  effects: {
    glow: { blur: true },
    outline: { width: true },
    reflection: { gap: true },
    contactShadow: { height: true },
    blur: true,
  },
}

const ofBox: Lengths = { x: true, y: true, width: true, height: true }

/** The element with every length times `by`, its position included: all are fractions of the canvas width. */
export function scaleElement<Item extends Element>(element: Item, by: number): Item {
  return scaleLengths(scaleLook(element, by), by, { lengths: ofBox, round: (length) => length })
}

/** The element with every length but those of its box times `by`: letters, corners, strokes, shadows, effects. */
export function scaleLook<Item extends Element>(element: Item, by: number): Item {
  return scaleLengths(element, by, { lengths: ofLook, round: roundLength })
}

type How = { lengths: Lengths; round: (length: number) => number }

function scaleLengths<Item extends object>(item: Item, by: number, { lengths, round }: How): Item {
  const scaled = Object.entries(item).map(([key, value]: [string, unknown]) => {
    const inner = Object.hasOwn(lengths, key) ? lengths[key] : undefined
    if (inner === true && typeof value === 'number') return [key, round(value * by)]
    // The `fit` of a picture is a word.
    if (inner === undefined || inner === true || typeof value !== 'object' || value === null)
      return [key, value]
    return [key, scaleLengths(value, by, { lengths: inner, round })]
  })
  return Object.fromEntries(scaled) as Item
}

/** A millionth of the canvas width is far below a pixel: shorter numbers keep changes small. */
const roundLength = (length: number) => Math.round(length * 1e6) / 1e6
