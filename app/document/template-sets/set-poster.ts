import type { TemplateSet } from './template-set.ts'

const big = { align: 'left', anchor: 'top', area: { x: 0.07, y: 0.05, width: 0.86, height: 0.33 } } as const
const foot = {
  align: 'left',
  anchor: 'bottom',
  area: { x: 0.07, y: 0.62, width: 0.86, height: 0.33 },
} as const

export const poster: TemplateSet = {
  id: 'poster',
  name: 'Poster',
  about: 'Very large type, nothing else',
  colours: {
    bone: '#f1eee8',
    black: '#0f0f10',
    signal: '#ff5c26',
    grey: '#55534f',
    ash: '#bdb9b2',
    char: '#3b1406',
  },
  headline: {
    family: 'Bricolage Grotesque',
    weight: 800,
    lineHeight: 0.94,
    letterSpacing: -0.05,
    scale: 1.85,
  },
  line: { family: 'Inter', weight: 500, lineHeight: 1.28, letterSpacing: -0.012 },
  device: { bezel: 'device', finish: 'graphite', shadow: ['black/59', 0.02, 0.07] },
  screens: [
    {
      background: 'bone',
      layouts: ['cropped-bottom'],
      caption: big,
      device: { area: { x: 0.07, y: 0.42, width: 0.86, height: 0.58 }, grow: 1.4, anchor: 'top' },
      colour: 'black',
      lineColour: 'grey',
      accent: 'signal',
    },
    {
      background: 'black',
      layouts: ['cropped-top'],
      caption: foot,
      device: { area: { x: 0.07, y: 0, width: 0.86, height: 0.57 }, grow: 1.4, anchor: 'bottom' },
      colour: 'bone',
      lineColour: 'ash',
      accent: 'signal',
      finish: 'silver',
      flip: true,
    },
    {
      background: 'signal',
      layouts: ['cropped-bottom'],
      caption: big,
      device: {
        area: { x: 0.2, y: 0.43, width: 0.9, height: 0.57 },
        grow: 1.45,
        anchor: 'top',
        rotation: -8,
      },
      colour: 'black',
      lineColour: 'char',
    },
    {
      background: 'bone',
      layouts: ['cropped-top'],
      caption: foot,
      device: { area: { x: 0.07, y: 0, width: 0.86, height: 0.57 }, grow: 1.4, anchor: 'bottom' },
      colour: 'black',
      lineColour: 'grey',
      accent: 'signal',
      flip: true,
    },
    {
      background: 'black',
      layouts: ['cropped-bottom'],
      caption: big,
      device: { area: { x: 0.07, y: 0.42, width: 0.86, height: 0.58 }, grow: 1.4, anchor: 'top' },
      colour: 'signal',
      lineColour: 'ash',
      finish: 'silver',
    },
  ],
  loopFrom: 1,
}
