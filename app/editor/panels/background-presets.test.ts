import { expect, it } from 'vitest'
import { palettes } from '#app/document/catalogue/palettes.ts'
import { pickTextColour, readableContrast, worstContrast } from '#app/document/catalogue/text-colour.ts'
import { backgroundPresets } from './background-presets.ts'

it('the derived text colour of each palette equals its own', () => {
  for (const { background, textColour, name } of palettes) {
    const light = textColour === '#ffffff'
    expect([name, pickTextColour(background) === '#ffffff']).toEqual([name, light])
  }
})

it('offers two dozen opaque backgrounds of different names', () => {
  expect(backgroundPresets.length).toBeGreaterThanOrEqual(24)
  expect(new Set(backgroundPresets.map(({ name }) => name)).size).toBe(backgroundPresets.length)
  for (const { background } of backgroundPresets)
    expect(JSON.stringify(background)).not.toMatch(/#[0-9a-f]{8}/)
})

it('every preset has a text colour that is legible on all of it', () => {
  for (const { name, background, textColour } of backgroundPresets)
    expect(worstContrast(textColour, background), name).toBeGreaterThanOrEqual(readableContrast)
})
