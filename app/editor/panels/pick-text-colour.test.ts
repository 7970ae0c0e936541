import { expect, it } from 'vitest'
import { palettes } from '#app/document/catalogue/palettes.ts'
import { backgroundPresets } from './background-presets.ts'
import { pickTextColour } from './pick-text-colour.ts'

it('reads on the palettes as their own colour does', () => {
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
