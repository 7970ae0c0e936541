import type { Decoration, TemplateSet } from './template-set.ts'

const rings = (at: readonly [number, number]): readonly Decoration[] =>
  [0.8, 1.15, 1.5, 1.85].map((size) => ({
    shape: 'ellipse',
    on: 'device',
    at,
    size: [size, size],
    stroke: ['gold/66', 0.005],
  }))
const bars = (y: number): readonly Decoration[] =>
  [0.14, 0.24, 0.19, 0.33, 0.28, 0.42, 0.5].map((height, index) => ({
    shape: 'rectangle',
    on: 'area',
    at: [0.1 + index * 0.135, y - height / 2],
    size: [0.085, height],
    fill: 'gold/52',
  }))

export const bullion: TemplateSet = {
  id: 'bullion',
  name: 'Bullion',
  about: 'Night green and gold, for money',
  colours: {
    pine: '#0f2a20',
    night: '#06120d',
    gold: '#e3c27e',
    ink: '#f7f2e6',
    dim: '#b9c4b9',
    bronze: '#2e2a22',
  },
  headline: { family: 'Inter', weight: 350, lineHeight: 1.08, letterSpacing: -0.04, scale: 1.16 },
  line: { family: 'Inter', weight: 450, lineHeight: 1.3, letterSpacing: 0 },
  device: { bezel: 'device', finish: 'bronze', shadow: ['night/cc', 0.04, 0.11] },
  screens: [
    {
      background: { radial: [0.5, 0.62, 0.75], stops: ['pine', 'night'] },
      layouts: ['cropped-bottom'],
      colour: 'ink',
      lineColour: 'gold',
      accent: 'gold',
      decorations: rings([0.5, 0.42]),
    },
    {
      background: { linear: 180, stops: ['night', 'pine'] },
      layouts: ['perspective'],
      colour: 'ink',
      lineColour: 'gold',
      accent: 'gold',
      device: { tilt: { x: 24, y: 6 } },
      decorations: bars(1),
      flip: true,
    },
    {
      background: { radial: [0.5, 0.35, 0.75], stops: ['pine', 'night'] },
      layouts: ['cropped-top'],
      colour: 'gold',
      lineColour: 'dim',
      decorations: rings([0.5, 0.6]),
    },
    {
      background: { linear: 0, stops: ['night', 'pine'] },
      layouts: ['perspective'],
      colour: 'ink',
      lineColour: 'gold',
      accent: 'gold',
      device: { tilt: { x: -24, y: 6 } },
      decorations: bars(1),
    },
    {
      background: { radial: [0.5, 0.62, 0.75], stops: ['pine', 'night'] },
      layouts: ['hero-inset', 'caption-top'],
      colour: 'ink',
      lineColour: 'gold',
      accent: 'gold',
    },
  ],
  loopFrom: 1,
}
