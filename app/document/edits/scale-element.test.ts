import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type * as z from 'zod/mini'
import { length, positiveLength } from '../model/measures.ts'
import { type Element, elementSchema } from '../model/schema.ts'
import { createFrame, createImage, createShape, createText } from './create-element.ts'
import { scaleElement, scaleLook } from './scale-element.ts'

const place = { order: 'a0', x: 0.1, y: 0.2, width: 0.3 }
const shadow = { x: 0.01, y: -0.02, blur: 0.03, colour: '#00000080' }
const stroke = { colour: '#ffffff', width: 0.004 }
const corner = 0.05
const effects = {
  glow: { colour: '#ffffff', blur: 0.06 },
  outline: { colour: '#ffffff', width: 0.007 },
  reflection: { gap: 0.008, share: 0.4, opacity: 0.5 },
  contactShadow: { colour: '#000000', height: 0.009 },
  blur: 0.011,
}
const pill = { colour: '#000000', paddingX: 0.02, paddingY: 0.03, radius: 0.04 }
const style = { size: 0.08, lineHeight: 1.2, letterSpacing: 0.02, shadow, stroke, pill }

/** Every optional length is there. */
const full: Readonly<Record<Element['type'], Element>> = {
  frame: {
    ...createFrame({ ...place, deviceId: 'iphone-69', landscape: false }),
    ...{ shadow, effects, pan: { x: 0.1, y: 0.2 }, zoom: 2, tilt: { x: 3, y: 4 } },
  },
  text: {
    ...createText({ ...place, contentByLocale: {}, style }),
    ...{ effects, fit: { min: 0.05, max: 0.1 }, tilt: { x: 3, y: 4 } },
  },
  image: {
    ...createImage({ ...place, mediaByLocale: {}, picturePx: { widthPx: 2, heightPx: 3 } }),
    ...{ corner, stroke, shadow, effects },
  },
  shape: {
    ...createShape({ ...place, height: 0.4, shape: 'rating', fill: '#ffffff', corner, stroke, shadow }),
    ...{ effects, points: 5, value: 3.5, gradient: { angle: 30, stops: [] } },
  },
}

type Schema = z.core.$ZodType & { def: Record<string, unknown> }

const isLength = (schema: z.core.$ZodType) => schema === length || schema === positiveLength

/** The paths of the lengths in the schema, `style.stroke.width`. */
function listLengths(schema: Schema, path: string[] = []): string[] {
  if (isLength(schema)) return [path.join('.')]
  const { innerType, shape } = schema.def as { innerType?: Schema; shape?: Record<string, Schema> }
  if (innerType !== undefined) return listLengths(innerType, path)
  return Object.entries(shape ?? {}).flatMap(([key, inner]) => listLengths(inner, [...path, key]))
}

function flatten(value: unknown, path: string[] = []): [path: string, value: unknown][] {
  if (typeof value !== 'object' || value === null) return [[path.join('.'), value]]
  return Object.entries(value).flatMap(([key, inner]) => flatten(inner, [...path, key]))
}

/** In fractions of the screen's width, which scales with the frame. */
const ofScreen = ['pan.x', 'pan.y']
const ofBox = ['x', 'y', 'width', 'height']

describe.each(elementSchema.def.options.map((schema) => schema as unknown as Schema))(
  'element %#',
  (schema) => {
    const lengths = listLengths(schema).filter((path) => !ofScreen.includes(path))
    const { type } = (schema.def as { shape: { type: { def: { values: Element['type'][] } } } }).shape
    const element = full[type.def.values[0] ?? 'text']

    it('has every length of the schema in the example', () => {
      const paths = flatten(element).map(([path]) => path)
      expect(lengths.length).toBeGreaterThan(7)
      expect(lengths.filter((path) => !paths.includes(path))).toEqual([])
    })

    it('scales every length of the schema and nothing else', () => {
      const scaled = new Map(flatten(scaleElement(element, 3)))
      const look = new Map(flatten(scaleLook(element, 3)))
      for (const [path, value] of flatten(element)) {
        const isLength = lengths.includes(path)
        const tripled = isLength ? expect.closeTo((value as number) * 3, 5) : value
        expect(scaled.get(path), path).toEqual(tripled)
        expect(look.get(path), path).toEqual(ofBox.includes(path) ? value : tripled)
      }
    })

    it('is the same after it was scaled there and back', () => {
      fc.assert(
        fc.property(fc.double({ min: 0.05, max: 20, noNaN: true }), (by) => {
          const back = new Map(flatten(scaleElement(scaleElement(element, by), 1 / by)))
          for (const [path, value] of flatten(element)) {
            const same = typeof value === 'number' ? expect.closeTo(value, 4) : value
            expect(back.get(path), path).toEqual(same)
          }
        }),
      )
    })
  },
)
