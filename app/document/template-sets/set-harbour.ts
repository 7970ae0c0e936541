import type { TemplateSet } from './template-set.ts'

export const harbour: TemplateSet = {
  id: 'harbour',
  name: 'Harbour',
  about: 'Calm and light',
  colours: {
    paper: '#f4f1ec',
    mist: '#dfe8ef',
    sand: '#efe3d4',
    sage: '#dfe8dd',
    deep: '#1c2b39',
    ink: '#16212c',
    soft: '#4a5663',
    pale: '#c6d2dc',
    white: '#ffffff',
  },
  headline: { family: 'Inter', weight: 650, lineHeight: 1.06, letterSpacing: -0.034, scale: 1.06 },
  line: { family: 'Inter', weight: 450, lineHeight: 1.3, letterSpacing: -0.008 },
  device: { bezel: 'device', finish: 'graphite', shadow: ['deep/40', 0.03, 0.09] },
  screens: [
    {
      background: 'paper',
      layouts: ['cropped-bottom'],
      colour: 'ink',
      lineColour: 'soft',
      decorations: [
        { shape: 'ellipse', on: 'device', at: [0.5, 0.42], size: [1.34, 1.34], fill: 'mist', isQuiet: true },
      ],
    },
    { background: 'mist', layouts: ['cropped-top'], colour: 'ink', lineColour: 'soft', flip: true },
    {
      background: 'sand',
      layouts: ['caption-top'],
      colour: 'ink',
      lineColour: 'soft',
      decorations: [
        {
          shape: 'ellipse',
          on: 'device',
          at: [0.5, 0.5],
          size: [1.24, 1.24],
          fill: 'paper/99',
          isQuiet: true,
        },
      ],
    },
    { background: 'sage', layouts: ['cropped-bottom'], colour: 'ink', lineColour: 'soft', flip: true },
    {
      background: 'deep',
      layouts: ['cropped-top'],
      colour: 'white',
      lineColour: 'pale',
      finish: 'silver',
      decorations: [
        {
          shape: 'ellipse',
          on: 'device',
          at: [0.5, 0.58],
          size: [1.34, 1.34],
          fill: 'white/0d',
          isQuiet: true,
        },
      ],
    },
  ],
  loopFrom: 1,
}
