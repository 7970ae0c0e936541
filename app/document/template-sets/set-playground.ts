import type { Decoration, TemplateSet } from './template-set.ts'

const star = (
  fill: string,
  at: readonly [number, number],
  [size, rotation]: readonly [number, number],
): Decoration => ({
  shape: 'star',
  at,
  size: [size, size],
  points: 5,
  corner: size * 0.12,
  rotation,
  fill,
})
const disc = (fill: string, at: readonly [number, number], size: number): Decoration => ({
  shape: 'ellipse',
  at,
  size: [size, size],
  fill,
})

/** A large disc behind the device. */
const halo = (fill: string): Decoration => ({
  shape: 'ellipse',
  on: 'device',
  at: [0.5, 0.5],
  size: [1.7, 1.7],
  fill,
  isQuiet: true,
})

export const playground: TemplateSet = {
  id: 'playground',
  name: 'Playground',
  about: 'Bright and bouncy, for children',
  colours: {
    sun: '#ffd02e',
    orange: '#ffae1a',
    sky: '#5fd0ff',
    deepSky: '#30b7f2',
    coral: '#ff7d6e',
    red: '#f4544a',
    lime: '#8fe07a',
    green: '#5cc95f',
    purple: '#5b3cc4',
    grape: '#452a9e',
    white: '#ffffff',
    ink: '#2a1560',
  },
  headline: { family: 'Nunito', weight: 1000, lineHeight: 1.02, letterSpacing: -0.025, scale: 1.14 },
  line: { family: 'Nunito', weight: 800, lineHeight: 1.25, letterSpacing: 0 },
  device: { bezel: 'device', finish: 'white', shadow: ['ink/66', 0.03, 0.07] },
  screens: [
    {
      background: 'sun',
      layouts: ['cropped-bottom'],
      device: { rotation: -5 },
      colour: 'ink',
      decorations: [
        halo('orange'),
        star('white', [0.9, 0.3], [0.2, 12]),
        star('coral', [0.1, 0.34], [0.14, -14]),
      ],
    },
    {
      background: 'sky',
      layouts: ['caption-bottom'],
      device: { rotation: 5 },
      colour: 'ink',
      flip: true,
      decorations: [
        halo('deepSky'),
        disc('white', [0.1, 0.1], 0.18),
        disc('white', [0.22, 0.13], 0.12),
        star('sun', [0.9, 0.68], [0.2, 10]),
      ],
    },
    {
      background: 'purple',
      layouts: ['cropped-bottom'],
      device: { rotation: 4 },
      colour: 'white',
      finish: 'sun',
      decorations: [
        halo('grape'),
        star('sun', [0.1, 0.29], [0.16, -10]),
        star('coral', [0.92, 0.33], [0.13, 16]),
      ],
    },
    {
      background: 'coral',
      layouts: ['caption-bottom'],
      device: { rotation: -4 },
      colour: 'ink',
      flip: true,
      decorations: [halo('red'), star('sun', [0.1, 0.07], [0.18, -8]), disc('white', [0.92, 0.66], 0.15)],
    },
    {
      background: 'lime',
      layouts: ['fan', 'caption-top'],
      colour: 'ink',
      decorations: [halo('green'), star('white', [0.1, 0.28], [0.15, 8])],
    },
  ],
  loopFrom: 1,
}
