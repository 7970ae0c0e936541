import type { CreateLayer, DrawContext } from './draw-assets.ts'

/** `DrawAssets.createLayer` of pages. */
export const createLayer: CreateLayer = (widthPx, heightPx) => create(widthPx, heightPx, {})

/** For targets that are read back: a layer on the GPU would be read from it pixel by pixel. */
export const createReadableLayer: CreateLayer = (widthPx, heightPx) =>
  create(widthPx, heightPx, { willReadFrequently: true })

function create(
  widthPx: number,
  heightPx: number,
  settings: CanvasRenderingContext2DSettings,
): DrawContext | undefined {
  const canvas = new OffscreenCanvas(Math.max(1, widthPx), Math.max(1, heightPx))
  return canvas.getContext('2d', settings) ?? undefined
}
