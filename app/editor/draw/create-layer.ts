import type { CreateLayer } from './draw-assets.ts'

/** `DrawAssets.createLayer` of pages and workers. */
export const createLayer: CreateLayer = (widthPx, heightPx) =>
  new OffscreenCanvas(Math.max(1, widthPx), Math.max(1, heightPx)).getContext('2d') ?? undefined
