import { palettes } from '#app/document/catalogue/palettes.ts'
import { type PatternName, patternNames } from '#app/document/catalogue/pattern-names.ts'
import { pickTextColour } from '#app/document/catalogue/text-colour.ts'
import type { BackgroundChoice } from '#app/document/edits/apply-background.ts'
import { spreadBackground } from '#app/document/edits/share-background.ts'
import type { Background } from '#app/document/model/schema.ts'
import { roundLength } from '../geometry/round-length.ts'
import type { Area } from './plan-background.ts'

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

const conic = (name: string, ...colours: string[]) =>
  preset(name, { type: 'conic', x: 0.5, y: 0.95, angle: 210, stops: spread([...colours, colours[0] ?? '']) })

/** Spots at x, y (of a phone's canvas) and their radius, in canvas widths. */
const meshPlaces = [
  [0.05, 0.1, 0.95],
  [1, 0.55, 0.85],
  [0.1, 1.35, 0.9],
  [0.95, 2, 1],
] as const

const mesh = (name: string, colour: string, ...colours: string[]) =>
  preset(name, {
    type: 'mesh',
    colour,
    spots: meshPlaces.map(([x, y, radius], index) => ({
      x,
      y,
      radius,
      colour: colours[index % colours.length] ?? colour,
    })),
  })

type PatternLook = { colour: string; ink: string; size?: number; angle?: number }

const pattern = (name: PatternName, { colour, ink, size = 0.09, angle = 0 }: PatternLook) =>
  preset(patternNames[name], { type: 'pattern', pattern: name, colour, ink, size, angle })

/** Muted, so that the capture stands out. */
const colourPresets: readonly BackgroundPreset[] = [
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

const conicPresets: readonly BackgroundPreset[] = [
  conic('Prism', '#fbe3d6', '#f6d5ec', '#d9defb', '#d6f0ee', '#fbf3d4'),
  conic('Vinyl', '#16181f', '#333a4d', '#171a22', '#3a3450'),
  conic('Dune', '#f3e2cc', '#e7c9a5', '#f6ead9', '#e3b98d'),
  conic('Abyss', '#062a3d', '#0a4a5c', '#072b45', '#123a6b'),
]

const meshPresets: readonly BackgroundPreset[] = [
  mesh('Silk', '#f6efff', '#ffd7e8', '#cfe0ff', '#ffe9d2', '#e3d4ff'),
  mesh('Meadow', '#eef7e4', '#cdeecb', '#fff3c4', '#c9ecec', '#e3f3c0'),
  mesh('Sorbet', '#fff1e8', '#ffc9b0', '#ffd9ea', '#ffe7a8', '#ffbfae'),
  mesh('Lagoon mist', '#e6f5fa', '#bfe6ee', '#d6e2ff', '#cdf3e2', '#b9dcf7'),
  mesh('Midnight', '#0d1024', '#3b1f6e', '#123b73', '#571b52', '#0b4a5e'),
  mesh('Northern', '#071b22', '#0e5a4e', '#15386b', '#0a4a3a', '#372a6e'),
  mesh('Velvet', '#1c0a1f', '#6b1240', '#3a1a6b', '#7a2318', '#2b1055'),
  mesh('Cobalt', '#0a1a4d', '#1e3fae', '#3a1f8f', '#0b5a9e', '#16308a'),
]

const patternPresets: readonly BackgroundPreset[] = [
  pattern('dots', { colour: '#f4f1ea', ink: '#d9cdb8' }),
  pattern('grid', { colour: '#f3f6fb', ink: '#c3d0e6', size: 0.1 }),
  pattern('lines', { colour: '#eef4ee', ink: '#dbe9dc', size: 0.12, angle: 135 }),
  pattern('waves', { colour: '#e8f3f8', ink: '#bcdcea', size: 0.11 }),
  pattern('zigzag', { colour: '#fdf0ec', ink: '#f5cdbf', size: 0.1 }),
  pattern('checks', { colour: '#f1edf8', ink: '#e4dbf3', size: 0.14, angle: 45 }),
  pattern('rings', { colour: '#16233b', ink: '#2c4166', size: 0.13 }),
  pattern('crosses', { colour: '#1f1a2e', ink: '#453a66', size: 0.1, angle: 15 }),
  pattern('triangles', { colour: '#10312c', ink: '#1c4a43', size: 0.12 }),
  pattern('scales', { colour: '#3a1524', ink: '#5e2539', size: 0.16 }),
]

export const backgroundPresets: ReadonlyArray<{ name: string; presets: readonly BackgroundPreset[] }> = [
  { name: 'Colours and gradients', presets: [...colourPresets, ...conicPresets] },
  { name: 'Meshes', presets: meshPresets },
  { name: 'Patterns', presets: patternPresets },
]

/** The height of the canvas that presets are made for, in its widths. */
const presetHeight = 2.17

/** A preset laid out for another canvas, or for a panorama. */
export function fitPreset(background: Background, { width, height }: Area): Background {
  const ratio = height / presetHeight
  const fitted =
    background.type === 'mesh'
      ? {
          ...background,
          spots: background.spots.map((spot) => ({ ...spot, y: roundLength(spot.y * ratio) })),
        }
      : background.type === 'conic'
        ? { ...background, y: roundLength(background.y * ratio) }
        : background
  return width === 1 ? fitted : spreadBackground(fitted, width)
}
