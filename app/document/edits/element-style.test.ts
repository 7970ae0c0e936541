import fc from 'fast-check'
import { expect, it } from 'vitest'
import { createElementKinds } from '#tests/factories/element-kinds.ts'
import type { Locale } from '../model/ids.ts'
import { type Element, elementSchema, type Screen } from '../model/schema.ts'
import { createFrame, createShape, createText } from './create-element.ts'
import { applyStyle } from './element-style.ts'

const english = 'en-US' as Locale
const shadow = { x: 0, y: 0.01, blur: 0.02, colour: '#00000080' }
const text = createText({ order: 'a0', x: 0, y: 0, width: 0.5, contentByLocale: { [english]: 'Tides' } })
const shape = createShape({
  order: 'a1',
  x: 0.2,
  y: 0.3,
  width: 0.5,
  height: 0.5,
  shape: 'star',
  fill: '#ff0000',
})

it('copies how an element looks, not what it shows or where it is', () => {
  const model = { ...text, x: 0.4, opacity: 0.5, style: { ...text.style, weight: 800, shadow } }
  const styled = applyStyle({ ...text, contentByLocale: { [english]: 'Winds' } }, model)
  expect(styled).toMatchObject({ x: 0, opacity: 0.5, style: { weight: 800, shadow } })
  expect(styled.type === 'text' && styled.contentByLocale[english]).toBe('Winds')
})

it('removes what the model lacks, and keeps the shape', () => {
  const styled = applyStyle({ ...shape, shadow }, { ...shape, shape: 'ellipse', fill: '#00ff00' })
  expect(styled).toMatchObject({ shape: 'star', fill: '#00ff00' })
  expect(styled).not.toHaveProperty('shadow')
})

it('shares between types what both have', () => {
  const styled = applyStyle(text, { ...shape, opacity: 0.3, shadow, corner: 0.1 })
  expect(styled).toMatchObject({ opacity: 0.3, style: { shadow, colour: text.style.colour } })
  expect(styled).not.toHaveProperty('corner')
  expect(applyStyle(shape, styled)).toMatchObject({ fill: '#ff0000', opacity: 0.3, shadow })
})

it('keeps the device and takes its look', () => {
  const frame = createFrame({
    order: 'a0',
    x: 0,
    y: 0,
    width: 0.5,
    deviceId: 'iphone-17-pro',
    landscape: false,
  })
  const other = { ...frame, device: { ...frame.device, deviceId: 'pixel-10', bezel: 'thin' as const } }
  const styled = applyStyle(frame, other)
  expect(styled.type === 'frame' && styled.device).toMatchObject({ deviceId: 'iphone-17-pro', bezel: 'thin' })
})

/** Fields that are the element itself: which it is, where, and what it shows. */
const itself = new Set(
  `type order name x y width height rotation visible locked flipX flipY spans groupId decoration contentByLocale fitGroup
   mediaByLocale pan zoom shape points value drawing emoji lens`.split(/\s+/),
)
const look = new Set('opacity effects tilt shadow style fit corner stroke fill gradient'.split(' '))

it('every field of the schema is the element itself or its look', () => {
  const fields = elementSchema.def.options.flatMap(({ shape }) => Object.keys(shape))
  expect(fields.filter((field) => !itself.has(field) && !look.has(field) && field !== 'device')).toEqual([])
})

it('no element becomes another one by the style of any other', () => {
  const kinds = Object.values(createElementKinds().screensByCanvasSize).flatMap((screens) =>
    Object.values<Screen>(screens).flatMap(({ elements }) => Object.values<Element>(elements)),
  )
  const any = fc.constantFrom(...kinds)
  const pick = (element: Element) => Object.entries(element).filter(([key]) => itself.has(key))
  fc.assert(
    fc.property(any, any, (element, model) => {
      const styled = applyStyle(element, model)
      expect(pick(styled)).toEqual(pick(element))
      if (element.type === 'frame' && styled.type === 'frame')
        expect(styled.device.deviceId).toBe(element.device.deviceId)
      expect(elementSchema.safeParse(styled).error).toBeUndefined()
    }),
    { numRuns: 400 },
  )
})
