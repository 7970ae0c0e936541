import type { Decoration, TemplateSet } from './template-set.ts'

/** A doorway behind the device, its foot below the canvas. */
const arch = (fill: string): Decoration => ({
  shape: 'rectangle',
  on: 'device',
  at: [0.5, 0.62],
  size: [1.22, 2.9],
  corner: 0.61,
  fill,
  isQuiet: true,
})
const rule = (fill: string, y: number): Decoration => ({
  shape: 'rectangle',
  on: 'area',
  at: [0.5, y],
  size: [0.86, 0.0015],
  fill,
  only: 'tall',
})

export const chapter: TemplateSet = {
  id: 'chapter',
  name: 'Chapter',
  about: 'Warm and editorial, with a serif',
  colours: {
    cream: '#f7f0e4',
    rose: '#ecd3c1',
    clay: '#9c4023',
    kiln: '#8a331a',
    moss: '#2f3e30',
    fern: '#3d5140',
    ink: '#2b1d14',
    brown: '#614a3b',
    sandy: '#f9e7da',
  },
  headline: { family: 'Playfair Display', weight: 500, lineHeight: 1.08, letterSpacing: -0.014, scale: 1.2 },
  line: { family: 'DM Sans', weight: 450, lineHeight: 1.3, letterSpacing: 0 },
  device: { bezel: 'device', finish: 'sand', shadow: ['ink/59', 0.03, 0.08] },
  screens: [
    {
      background: 'cream',
      layouts: ['cropped-bottom'],
      colour: 'ink',
      lineColour: 'brown',
      accent: 'clay',
      decorations: [arch('rose')],
    },
    {
      background: 'clay',
      layouts: ['caption-bottom'],
      caption: { align: 'left' },
      colour: 'cream',
      lineColour: 'sandy',
      flip: true,
      decorations: [
        { shape: 'ellipse', on: 'device', at: [0.5, 0.5], size: [1.5, 1.5], fill: 'kiln', isQuiet: true },
        rule('cream/66', 0.768),
      ],
    },
    {
      background: 'rose',
      layouts: ['caption-top'],
      caption: { align: 'left' },
      colour: 'ink',
      lineColour: 'brown',
      accent: 'clay',
      decorations: [rule('ink/4d', 0.036)],
    },
    {
      background: 'moss',
      layouts: ['cropped-bottom'],
      colour: 'cream',
      lineColour: 'sandy',
      flip: true,
      decorations: [arch('fern')],
    },
    {
      background: 'cream',
      layouts: ['cropped-top'],
      caption: { align: 'left' },
      colour: 'ink',
      lineColour: 'brown',
      accent: 'clay',
      decorations: [
        { shape: 'rectangle', on: 'area', at: [0.5, 0.2], size: [1, 0.4], fill: 'clay', only: 'tall' },
        rule('ink/4d', 0.768),
      ],
    },
  ],
  loopFrom: 1,
}
