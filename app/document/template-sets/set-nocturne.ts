import type { Decoration, TemplateSet } from './template-set.ts'

const light = (paint: string, at: readonly [number, number], size = 0.9): Decoration => ({
  shape: 'ellipse',
  on: 'device',
  at,
  size: [size, size],
  glow: [paint, 0.42],
})

export const nocturne: TemplateSet = {
  id: 'nocturne',
  name: 'Nocturne',
  about: 'Bold and dark, lit from behind',
  colours: {
    night: '#0a0a12',
    violet: '#5732ee',
    pink: '#cc2468',
    blue: '#0a5fe0',
    ink: '#ffffff',
    dim: '#dddbee',
  },
  headline: { family: 'Manrope', weight: 800, lineHeight: 1.04, letterSpacing: -0.026, scale: 1.14 },
  line: { family: 'Manrope', weight: 500, lineHeight: 1.3, letterSpacing: -0.01 },
  device: { bezel: 'device', finish: 'graphite', shadow: ['night/b3', 0.03, 0.1] },
  screens: [
    {
      background: 'night',
      layouts: ['cropped-bottom'],
      colour: 'ink',
      lineColour: 'dim',
      decorations: [
        light('violet', [0.3, 0.12], 0.95),
        light('pink/e6', [0.95, 0.5], 0.9),
        light('violet', [0, 0.6], 0.8),
      ],
    },
    {
      background: 'night',
      layouts: ['perspective'],
      colour: 'ink',
      lineColour: 'dim',
      decorations: [light('blue', [0.5, 0.2], 1.1), light('violet', [0.6, 0.85], 1.1)],
      flip: true,
    },
    {
      background: 'night',
      layouts: ['cropped-top'],
      colour: 'ink',
      lineColour: 'dim',
      decorations: [light('pink', [0.5, 0.86], 1.15), light('violet/cc', [0.9, 0.4], 0.9)],
    },
    {
      background: 'night',
      layouts: ['leaning'],
      colour: 'ink',
      lineColour: 'dim',
      decorations: [light('violet', [0.6, 0.12], 1), light('blue/e6', [0.05, 0.55], 0.9)],
      flip: true,
    },
    {
      background: 'night',
      layouts: ['pair', 'caption-top'],
      colour: 'ink',
      lineColour: 'dim',
      decorations: [light('blue', [0.25, 0.2], 1), light('pink/cc', [1.1, 0.5], 1)],
    },
  ],
  loopFrom: 1,
}
