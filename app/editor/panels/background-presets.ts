import { palettes } from '#app/document/catalogue/palettes.ts'
import { pickTextColour } from '#app/document/catalogue/text-colour.ts'
import type { BackgroundChoice } from '#app/document/edits/apply-background.ts'
import type { Background } from '#app/document/model/schema.ts'

/** Includes a text colour that is legible on all of it (proven by a test). */
export type BackgroundPreset = Readonly<BackgroundChoice> & { readonly name: string }

const spread = (colours: readonly string[]) =>
  colours.map((colour, index) => ({ offset: index / Math.max(colours.length - 1, 1), colour }))

const preset = (name: string, background: Background): BackgroundPreset => ({
  name,
  background,
  textColour: pickTextColour(background),
})

const linear = (name: string, angle: number, ...colours: string[]) =>
  preset(name, { type: 'linear', angle, stops: spread(colours) })

const radial = (name: string, ...colours: string[]) =>
  preset(name, { type: 'radial', x: 0.5, y: 0.7, radius: 1.7, stops: spread(colours) })

const plain = (name: string, colour: string) => preset(name, { type: 'colour', colour })

/** Muted, so that the capture stands out. */
export const backgroundPresets: readonly BackgroundPreset[] = [
  ...palettes.map(({ name, background, textColour }) => ({ name, background, textColour })),
  linear('Peach', 165, '#fff1e6', '#ffc9a3'),
  linear('Lavender', 165, '#f1ebff', '#cbb9fb'),
  linear('Rose', 165, '#ffe8ee', '#f7b0c4'),
  linear('Lemon', 170, '#fff9db', '#fbe28a'),
  linear('Glacier', 170, '#e4f7fb', '#a9d8e6'),
  linear('Sunset', 160, '#ff8a5c', '#e0457b'),
  linear('Ember', 160, '#8f1d18', '#c2451f'),
  linear('Forest', 165, '#0f3d2e', '#2f7d57'),
  linear('Ocean', 165, '#0a2a66', '#1a6fd0'),
  linear('Grape', 160, '#2a1458', '#7a3fd1'),
  linear('Aurora', 150, '#0b3b4a', '#146b62', '#277c4c'),
  linear('Candy', 150, '#ff7eb3', '#ff9f7a', '#ffd27a'),
  radial('Halo', '#ffffff', '#dfe6f2'),
  radial('Spotlight', '#3a4a7a', '#0f1428'),
  radial('Lagoon', '#137a72', '#083d4b'),
  radial('Glow', '#ffd9a0', '#f08a5d'),
  plain('White', '#ffffff'),
  plain('Fog', '#eef0f4'),
  plain('Graphite', '#25262b'),
  plain('Black', '#000000'),
]
