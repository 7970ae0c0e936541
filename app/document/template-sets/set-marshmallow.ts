import type { Decoration, TemplateSet } from './template-set.ts'

const cloud = (fill: string, at: readonly [number, number], size: number): Decoration => ({
  shape: 'badge',
  on: 'device',
  at,
  size: [size, size],
  points: 10,
  corner: size * 0.16,
  fill,
  isQuiet: true,
})
const dot = (fill: string, at: readonly [number, number], size: number): Decoration => ({
  shape: 'ellipse',
  at,
  size: [size, size],
  fill,
})

export const marshmallow: TemplateSet = {
  id: 'marshmallow',
  name: 'Marshmallow',
  about: 'Pastel and rounded',
  colours: {
    pink: '#ffe3ec',
    blush: '#ffb9cf',
    lilac: '#ebe4ff',
    grape: '#c7b6ff',
    mint: '#dcf6e9',
    leaf: '#a3e6c6',
    butter: '#fff2cf',
    honey: '#ffd978',
    plum: '#46204f',
    berry: '#6d3b72',
    white: '#ffffff',
  },
  headline: { family: 'Nunito', weight: 900, lineHeight: 1.06, letterSpacing: -0.022, scale: 1.1 },
  line: { family: 'Nunito', weight: 700, lineHeight: 1.3, letterSpacing: 0 },
  device: { bezel: 'device', finish: 'white', shadow: ['plum/33', 0.03, 0.09] },
  screens: [
    {
      background: 'pink',
      layouts: ['cropped-bottom'],
      colour: 'plum',
      lineColour: 'berry',
      decorations: [
        cloud('blush', [0.5, 0.44], 1.42),
        dot('honey', [0.1, 0.28], 0.07),
        dot('white', [0.9, 0.25], 0.11),
      ],
    },
    {
      background: 'lilac',
      layouts: ['cropped-top'],
      colour: 'plum',
      lineColour: 'berry',
      flip: true,
      decorations: [cloud('grape', [0.5, 0.6], 1.4), dot('blush', [0.08, 0.74], 0.08)],
    },
    {
      background: 'mint',
      layouts: ['caption-top'],
      colour: 'plum',
      lineColour: 'berry',
      device: { rotation: -4 },
      decorations: [
        cloud('leaf', [0.5, 0.5], 1.4),
        dot('white', [0.12, 0.9], 0.13),
        dot('honey', [0.9, 0.3], 0.08),
      ],
    },
    {
      background: 'butter',
      layouts: ['cropped-top'],
      colour: 'plum',
      lineColour: 'berry',
      flip: true,
      decorations: [cloud('honey', [0.5, 0.6], 1.4), dot('grape', [0.92, 0.73], 0.09)],
    },
    {
      background: 'pink',
      layouts: ['pair', 'caption-top'],
      colour: 'plum',
      lineColour: 'berry',
      decorations: [cloud('blush', [0.55, 0.45], 1.7), dot('white', [0.9, 0.27], 0.1)],
    },
  ],
  loopFrom: 1,
}
