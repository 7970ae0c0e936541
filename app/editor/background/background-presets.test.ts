import { expect, it } from 'vitest'
import { palettes } from '#app/document/catalogue/palettes.ts'
import { pickTextColour, readableContrast, worstContrast } from '#app/document/catalogue/text-colour.ts'
import { backgroundSchema } from '#app/document/model/background-schema.ts'
import { backgroundPresets, fitPreset } from './background-presets.ts'

const presets = backgroundPresets.flatMap((group) => group.presets)

it('the derived text colour of each palette equals its own', () => {
  for (const { background, textColour, name } of palettes) {
    const light = textColour === '#ffffff'
    expect([name, pickTextColour(background) === '#ffffff']).toEqual([name, light])
  }
})

it('offers two dozen opaque backgrounds of different names', () => {
  expect(presets.length).toBeGreaterThanOrEqual(24)
  expect(new Set(presets.map(({ name }) => name)).size).toBe(presets.length)
  for (const { background } of presets) expect(JSON.stringify(background)).not.toMatch(/#[0-9a-f]{8}/)
})

it('every preset has a text colour that is legible on all of it', () => {
  for (const { name, background, textColour } of presets)
    expect(worstContrast(textColour, background), name).toBeGreaterThanOrEqual(readableContrast)
})

it('every preset is a background that can be stored, on any canvas and as a panorama', () => {
  for (const { background } of presets)
    for (const area of [
      { width: 1, height: 0.46 },
      { width: 5, height: 2.17 },
    ])
      expect(backgroundSchema.safeParse(fitPreset(background, area)).success).toBe(true)
})
