import { expect, it } from 'vitest'
import type { Locale } from '../model/ids.ts'
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
