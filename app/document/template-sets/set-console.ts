import type { Decoration, TemplateSet } from './template-set.ts'

const grid = (fill: string): readonly Decoration[] => [
  ...[0.2, 0.4, 0.6, 0.8].map(
    (x): Decoration => ({
      shape: 'rectangle',
      on: 'area',
      at: [x, 0.5],
      size: [0.0016, 1],
      fill,
      isQuiet: true,
    }),
  ),
  ...[0.09, 0.18, 0.27, 0.36, 0.45, 0.54, 0.63, 0.72, 0.81, 0.9].map(
    (y): Decoration => ({
      shape: 'rectangle',
      on: 'area',
      at: [0.5, y],
      size: [1, 0.0007],
      fill,
      isQuiet: true,
    }),
  ),
]

const dots = (paints: readonly string[], y: number): readonly Decoration[] =>
  paints.map((fill, index) => ({
    shape: 'ellipse',
    at: [0.085 + index * 0.042, y],
    size: [0.022, 0.022],
    fill,
    only: 'tall',
  }))

export const consoleSet: TemplateSet = {
  id: 'console',
  name: 'Console',
  about: 'Monochrome and monospaced, for tools',
  colours: {
    coal: '#0c100f',
    line: '#232e2a',
    green: '#54f0a0',
    dusk: '#3fd98c',
    ink: '#eaf3ef',
    dim: '#a3b5ad',
    fog: '#e9eeeb',
    hair: '#dbe3de',
    slate: '#3d4a45',
  },
  headline: { family: 'JetBrains Mono', weight: 700, lineHeight: 1.14, letterSpacing: -0.05, scale: 0.98 },
  line: { family: 'JetBrains Mono', weight: 450, lineHeight: 1.35, letterSpacing: -0.03 },
  device: { bezel: 'thin', finish: '#2a3330', shadow: ['coal/80', 0.02, 0.07] },
  screens: [
    {
      background: 'coal',
      layouts: ['cropped-bottom'],
      caption: { align: 'left', area: { x: 0.07, y: 0.065, width: 0.86, height: 0.16 } },
      colour: 'green',
      lineColour: 'dim',
      decorations: [...grid('line'), ...dots(['green', 'green/80', 'green/40'], 0.04)],
    },
    {
      background: 'coal',
      layouts: ['caption-bottom'],
      caption: { align: 'left' },
      colour: 'ink',
      lineColour: 'dim',
      accent: 'green',
      flip: true,
      decorations: grid('line'),
    },
    {
      background: 'green',
      layouts: ['cropped-bottom'],
      caption: { align: 'left' },
      colour: 'coal',
      lineColour: 'coal',
      decorations: grid('dusk'),
    },
    {
      background: 'fog',
      layouts: ['caption-bottom'],
      caption: { align: 'left' },
      colour: 'coal',
      lineColour: 'slate',
      flip: true,
      decorations: grid('hair'),
    },
    {
      background: 'coal',
      layouts: ['pair', 'caption-top'],
      caption: { align: 'left', area: { x: 0.07, y: 0.065, width: 0.86, height: 0.16 } },
      colour: 'ink',
      lineColour: 'dim',
      accent: 'green',
      decorations: [...grid('line'), ...dots(['green', 'green/80', 'green/40'], 0.04)],
    },
  ],
  loopFrom: 1,
}
