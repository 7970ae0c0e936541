import type { Decoration, TemplateSet } from './template-set.ts'

/** Rings that widen around the device. */
const rings = (paint: string, at: readonly [number, number]): readonly Decoration[] =>
  [2.2, 1.78, 1.36].map((size) => ({
    shape: 'ellipse',
    on: 'device',
    at,
    size: [size, size],
    fill: `${paint}/59`,
    isQuiet: true,
  }))

export const stillwater: TemplateSet = {
  id: 'stillwater',
  name: 'Stillwater',
  about: 'Soft and breathing, for health',
  colours: {
    dew: '#eef6f1',
    moss: '#cfe6da',
    sea: '#bfe0dc',
    petal: '#fbe9df',
    peach: '#f7d0ba',
    haze: '#e8eef8',
    lake: '#c9d8f0',
    forest: '#12403a',
    fern: '#356059',
    white: '#ffffff',
  },
  headline: { family: 'Manrope', weight: 600, lineHeight: 1.1, letterSpacing: -0.022, scale: 1.02 },
  line: { family: 'Manrope', weight: 500, lineHeight: 1.35, letterSpacing: -0.005 },
  device: { bezel: 'device', finish: 'silver', shadow: ['forest/38', 0.03, 0.1] },
  screens: [
    {
      background: { linear: 180, stops: ['dew', 'moss'] },
      layouts: ['cropped-bottom'],
      colour: 'forest',
      lineColour: 'fern',
      decorations: rings('sea', [0.5, 0.45]),
    },
    {
      background: { linear: 180, stops: ['petal', 'petal'] },
      layouts: ['caption-bottom'],
      colour: 'forest',
      lineColour: 'fern',
      flip: true,
      decorations: rings('peach', [0.5, 0.5]),
    },
    {
      background: { linear: 180, stops: ['haze', 'haze'] },
      layouts: ['caption-top'],
      colour: 'forest',
      lineColour: 'fern',
      decorations: rings('lake', [0.5, 0.5]),
    },
    {
      background: { linear: 0, stops: ['dew', 'moss'] },
      layouts: ['cropped-top'],
      colour: 'forest',
      lineColour: 'fern',
      flip: true,
      decorations: rings('sea', [0.5, 0.55]),
    },
  ],
  loopFrom: 1,
}
