import { expect, it } from 'vitest'
import { planDrop } from './plan-drop.ts'

const png = { kind: 'file', type: 'image/png' }
const svg = { kind: 'file', type: 'image/svg+xml' }

it('one file replaces what is under the pointer', () => {
  expect([planDrop('image', [png]), planDrop('frame', [png]), planDrop(undefined, [png])]).toEqual([
    'image',
    'frame',
    'screens',
  ])
})

it('of several files none replaces a picture, and the first goes into a device', () => {
  expect([planDrop('image', [png, png]), planDrop('frame', [png, png])]).toEqual(['screens', 'frameFirst'])
})

it('an SVG file and a font replace nothing, and do not count', () => {
  expect([planDrop('image', [svg]), planDrop('image', [svg, png])]).toEqual(['screens', 'image'])
  expect(planDrop('frame', [{ kind: 'file', type: 'font/woff2' }])).toBe('screens')
})

it('files that the browser does not tell before the drop are taken for one', () => {
  expect(planDrop('image', [])).toBe('image')
})
