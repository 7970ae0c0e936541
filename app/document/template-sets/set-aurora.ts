import type { Decoration, TemplateSet } from './template-set.ts'

const light = (paint: string, at: readonly [number, number], size: number): Decoration => ({
  shape: 'ellipse',
  at,
  size: [size, size],
  glow: [paint, 0.62],
})

export const aurora: TemplateSet = {
  id: 'aurora',
  name: 'Aurora',
  about: 'Soft light that flows from screen to screen',
  colours: {
    base: '#f7f2fb',
    peach: '#ffb48f',
    rose: '#ff9ec2',
    iris: '#a89bff',
    sky: '#86d6ff',
    lime: '#c8f0b0',
    ink: '#1c1638',
    soft: '#433c63',
    white: '#ffffff',
  },
  headline: { family: 'DM Sans', weight: 700, lineHeight: 1.05, letterSpacing: -0.035, scale: 1.1 },
  line: { family: 'DM Sans', weight: 500, lineHeight: 1.3, letterSpacing: -0.005 },
  device: { bezel: 'none', finish: 'graphite', corner: 0.11, shadow: ['ink/59', 0.04, 0.12] },
  acrossEvery: 4,
  acrossBeside: 'lower',
  across: [
    light('sky', [0, 0.75], 0.9),
    light('rose', [0.9, 0.4], 0.9),
    light('peach', [0.5, 1], 0.8),
    light('iris', [1.8, 0.85], 1),
    light('sky', [2.3, 0.3], 0.8),
    light('lime', [2.9, 0.8], 0.9),
    light('peach', [3.5, 0.35], 0.9),
    light('rose', [3.3, 1], 0.7),
    light('sky', [4, 0.75], 0.9),
  ],
  screens: [
    { background: 'base', layouts: ['cropped-bottom'], colour: 'ink', lineColour: 'soft' },
    { background: 'base', layouts: ['caption-bottom'], colour: 'ink', lineColour: 'soft', flip: true },
    { background: 'base', layouts: ['stack', 'caption-top'], colour: 'ink', lineColour: 'soft' },
    { background: 'base', layouts: ['cropped-top'], colour: 'ink', lineColour: 'soft', flip: true },
  ],
  loopFrom: 0,
}
