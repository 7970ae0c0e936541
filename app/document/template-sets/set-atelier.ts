import type { Decoration, TemplateSet } from './template-set.ts'

const block = (fill: string, at: readonly [number, number], size: readonly [number, number]): Decoration => ({
  shape: 'rectangle',
  on: 'area',
  at,
  size,
  fill,
})
const round = (fill: string, at: readonly [number, number], size: number): Decoration => ({
  shape: 'ellipse',
  at,
  size: [size, size],
  fill,
})

/** Where no shapes run across. */
const wideRound = (fill: string): readonly Decoration[] => [
  { shape: 'ellipse', on: 'device', at: [0.5, 0.5], size: [1.5, 1.5], fill, only: 'wide' },
]

export const atelier: TemplateSet = {
  id: 'atelier',
  name: 'Atelier',
  about: 'Blocks and circles that meet at the seams',
  colours: {
    cream: '#fbf3e4',
    navy: '#17264a',
    tomato: '#e2502d',
    mustard: '#f2b632',
    powder: '#b9d3e6',
    ink: '#131d38',
    soft: '#4b5470',
    ice: '#d5deee',
  },
  headline: { family: 'Space Grotesk', weight: 700, lineHeight: 1.02, letterSpacing: -0.045, scale: 1.14 },
  line: { family: 'Inter', weight: 500, lineHeight: 1.3, letterSpacing: -0.01 },
  device: { bezel: 'device', finish: 'graphite', shadow: ['ink/4d', 0.025, 0.07] },
  acrossEvery: 4,
  across: [
    block('powder', [0.5, 0.75], [1, 0.5]),
    block('mustard', [2.5, 0.75], [1, 0.5]),
    round('tomato', [1, 0.5], 1.1),
    round('navy', [2, 0.5], 0.8),
    block('tomato', [3.5, 0.25], [1, 0.5]),
    round('powder', [3, 0.5], 1.1),
    round('mustard', [4, 0.5], 0.8),
    round('mustard', [0, 0.5], 0.8),
  ],
  screens: [
    {
      background: 'cream',
      layouts: ['caption-top'],
      caption: { align: 'left' },
      colour: 'ink',
      lineColour: 'soft',
      decorations: wideRound('tomato'),
    },
    {
      background: 'navy',
      layouts: ['caption-bottom'],
      caption: { align: 'left' },
      colour: 'cream',
      lineColour: 'ice',
      decorations: wideRound('tomato'),
      finish: 'silver',
      flip: true,
    },
    {
      background: 'cream',
      layouts: ['caption-top'],
      caption: { align: 'left' },
      colour: 'ink',
      lineColour: 'soft',
      decorations: wideRound('powder'),
    },
    {
      background: 'cream',
      layouts: ['caption-bottom'],
      caption: { align: 'left' },
      colour: 'ink',
      lineColour: 'soft',
      decorations: wideRound('mustard'),
      flip: true,
    },
  ],
  loopFrom: 0,
}
