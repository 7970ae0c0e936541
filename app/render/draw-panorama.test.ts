import { expect, it } from 'vitest'
import { patternNames } from '#app/document/catalogue/pattern-names.ts'
import type { Background } from '#app/document/model/schema.ts'
import {
  createNodeAssets,
  createNodeContext,
  createNodePicture,
} from '#tests/factories/create-node-canvas.ts'
import { drawBackground, drawPanorama } from './draw-background.ts'

const size = { widthPx: 90, heightPx: 120 }
const picture = createNodePicture(120, 60, (x, y) => [x * 2, y * 4, 90])
const stops = [
  { offset: 0, colour: '#102030' },
  { offset: 0.5, colour: '#ff8844' },
  { offset: 1, colour: '#aaddff' },
]
const angles = [0, 17, 45, 90, 133, 270]
const image: Background = {
  type: 'image',
  media: 'm' as never,
  fit: 'cover',
  colour: '#000000',
  rotation: 9,
  zoom: 1.2,
}

const backgrounds: readonly Background[] = [
  ...angles.map((angle): Background => ({ type: 'linear', angle, stops })),
  ...angles.map((angle): Background => ({ type: 'conic', x: 1.2, y: 0.6, angle, stops })),
  { type: 'radial', x: 1.4, y: 0.3, radius: 1.1, stops },
  { type: 'mesh', colour: '#102030', spots: [{ x: 1, y: 0.5, radius: 0.8, colour: '#ff8844' }] },
  ...Object.keys(patternNames).map(
    (pattern): Background => ({
      type: 'pattern',
      pattern,
      colour: '#ffffff',
      ink: '#223344',
      size: 0.17,
      angle: 31,
    }),
  ),
  image,
  { ...image, blur: 0.05, vignette: 0.6, noise: 0.7, overlay: '#33115544' },
]

/** Of a colour value: the edges of signs are smoothed by whole paths, so they differ by shades where a path is cut. */
const mostMean = 1

it.each(backgrounds.map((background) => [JSON.stringify(background), background] as const))(
  'the slices of a panorama are one picture: %s',
  (_name, background) => {
    const assets = createNodeAssets(size, { m: picture })
    const count = 3
    const wide = createNodeContext(size.widthPx * count, size.heightPx)
    if (background.type === 'pattern') {
      // Only the signs of one slice are drawn at a time; on a canvas three times as wide a third is as large.
      const third = { ...background, size: background.size / count }
      drawBackground(wide, third, { ...assets, widthPx: size.widthPx * count })
    } else drawPanorama(wide, { background, index: 0, count }, assets)
    for (let index = 0; index < count; index++) {
      const slice = createNodeContext(size.widthPx, size.heightPx)
      drawPanorama(slice, { background, index, count }, assets)
      const drawn = slice.getImageData(0, 0, size.widthPx, size.heightPx).data
      const expected = wide.getImageData(index * size.widthPx, 0, size.widthPx, size.heightPx).data
      let sum = 0
      for (let at = 0; at < drawn.length; at++) {
        sum += Math.abs((drawn[at] ?? 0) - (expected[at] ?? 0))
      }
      expect(sum / drawn.length).toBeLessThan(mostMean)
    }
  },
)
