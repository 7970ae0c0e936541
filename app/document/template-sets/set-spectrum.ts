import type { TemplateSet } from './template-set.ts'

export const spectrum: TemplateSet = {
  id: 'spectrum',
  name: 'Spectrum',
  about: 'One vivid gradient over all screens',
  colours: {
    indigo: '#2f1bd0',
    violet: '#7d1fd1',
    magenta: '#c01c86',
    red: '#d42c33',
    amber: '#a8480a',
    shade: '#12003d',
    white: '#ffffff',
    snow: '#f4f4f7',
  },
  headline: { family: 'DM Sans', weight: 800, lineHeight: 1.04, letterSpacing: -0.035, scale: 1.12 },
  line: { family: 'DM Sans', weight: 500, lineHeight: 1.3, letterSpacing: -0.005 },
  device: { bezel: 'device', finish: 'snow', shadow: ['shade/73', 0.035, 0.1] },
  panorama: { linear: 90, stops: ['indigo', 'violet', 'magenta', 'red', 'amber'] },
  acrossEvery: 4,
  across: [
    { shape: 'ellipse', at: [1, 0.56], size: [1.5, 1.5], fill: 'shade/2e', isQuiet: true },
    { shape: 'ellipse', at: [2.1, 0.3], size: [0.9, 0.9], fill: 'shade/24', isQuiet: true },
    { shape: 'ellipse', at: [3.05, 0.62], size: [1.3, 1.3], fill: 'shade/2e', isQuiet: true },
    { shape: 'ellipse', at: [0, 0.86], size: [0.8, 0.8], fill: 'shade/24', isQuiet: true },
    { shape: 'ellipse', at: [4, 0.86], size: [0.8, 0.8], fill: 'shade/24', isQuiet: true },
  ],
  screens: [
    { background: 'indigo', layouts: ['cropped-bottom'], colour: 'white' },
    { background: 'violet', layouts: ['cropped-top'], colour: 'white', flip: true },
    { background: 'magenta', layouts: ['leaning'], colour: 'white' },
    { background: 'red', layouts: ['cropped-top'], colour: 'white', flip: true },
    { background: 'amber', layouts: ['cropped-bottom'], colour: 'white' },
  ],
  loopFrom: 1,
}
