import type { Decoration, TemplateSet } from './template-set.ts'

/** Three stripes that rise and fall over four screens and go on without a seam. */
const stripes = (['navy', 'coral', 'gold'] as const).flatMap((fill, index): readonly Decoration[] => {
  const shift = (index - 1) * 0.058
  const bar = (at: readonly [number, number], to: readonly [number, number]): Decoration => ({
    shape: 'rectangle',
    at: [at[0], at[1] + shift],
    to: [to[0], to[1] + shift],
    size: [0.13, 0.13],
    corner: 0.065,
    fill,
  })
  return [bar([0, 0.66], [2, 0.36]), bar([2, 0.36], [4, 0.66])]
})

export const ribbon: TemplateSet = {
  id: 'ribbon',
  name: 'Ribbon',
  about: 'A ribbon that runs through all screens',
  colours: {
    paper: '#f6f3ec',
    navy: '#14305c',
    coral: '#f4694e',
    gold: '#f5b83d',
    ink: '#12233f',
    soft: '#465571',
  },
  headline: {
    family: 'Bricolage Grotesque',
    weight: 700,
    lineHeight: 1.03,
    letterSpacing: -0.03,
    scale: 1.14,
  },
  line: { family: 'Inter', weight: 450, lineHeight: 1.3, letterSpacing: -0.005 },
  device: { bezel: 'device', finish: 'graphite', shadow: ['ink/4d', 0.03, 0.09] },
  acrossEvery: 4,
  acrossBeside: 'lower',
  across: stripes,
  screens: [
    {
      background: 'paper',
      layouts: ['leaning'],
      caption: { align: 'left' },
      colour: 'ink',
      lineColour: 'soft',
    },
    {
      background: 'paper',
      layouts: ['caption-bottom'],
      caption: { align: 'left' },
      colour: 'ink',
      lineColour: 'soft',
      flip: true,
    },
    {
      background: 'paper',
      layouts: ['leaning-right'],
      caption: { align: 'left' },
      colour: 'ink',
      lineColour: 'soft',
    },
    {
      background: 'paper',
      layouts: ['caption-bottom'],
      caption: { align: 'left' },
      colour: 'ink',
      lineColour: 'soft',
      flip: true,
    },
  ],
  loopFrom: 0,
}
