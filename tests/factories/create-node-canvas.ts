import { createCanvas } from '@napi-rs/canvas'
import type { Locale } from '#app/document/model/ids.ts'
import type { DrawAssets, DrawContext, Picture } from '#app/render/draw-assets.ts'

/** Skia in Node, as a command line would draw: the drawing code uses nothing of a browser beyond the 2D context. */
export function createNodeContext(widthPx: number, heightPx: number): DrawContext {
  return createCanvas(widthPx, heightPx).getContext('2d') as unknown as DrawContext
}

/** A picture whose pixels encode their position. */
export function createNodePicture(
  widthPx: number,
  heightPx: number,
  colourAt: (x: number, y: number) => readonly [red: number, green: number, blue: number],
): Picture {
  const canvas = createCanvas(widthPx, heightPx)
  const context = canvas.getContext('2d')
  const pixels = context.createImageData(widthPx, heightPx)
  for (let y = 0; y < heightPx; y++) {
    for (let x = 0; x < widthPx; x++) pixels.data.set([...colourAt(x, y), 255], (y * widthPx + x) * 4)
  }
  context.putImageData(pixels, 0, 0)
  return canvas as unknown as Picture
}

export function createNodeAssets(
  size: { widthPx: number; heightPx: number },
  pictures: Readonly<Record<string, Picture>> = {},
): DrawAssets {
  return {
    ...size,
    locale: 'en-US' as Locale,
    fallbackLocale: 'en-US' as Locale,
    findPicture: (mediaId) => pictures[mediaId],
    findName: (mediaId) => `${mediaId}.png`,
    createLayer: createNodeContext,
  }
}

export type Pixel = [red: number, green: number, blue: number, alpha: number]

export function readPixel(context: DrawContext, x: number, y: number): Pixel {
  return [...context.getImageData(Math.round(x), Math.round(y), 1, 1).data] as Pixel
}
