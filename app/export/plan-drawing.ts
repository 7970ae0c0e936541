import { findCanvasSize, getCanvasPx } from '#app/document/catalogue/canvas-sizes.ts'
import type { Locale, MediaId } from '#app/document/model/ids.ts'
import type { Project, Screen } from '#app/document/model/schema.ts'
import type { Panorama } from '#app/render/draw-assets.ts'
import { planPanorama } from '#app/render/plan-panorama.ts'
import { getFallbackLocale } from '#app/render/project-locales.ts'
import { type ExportTarget, getScreen } from './export-target.ts'
import { listTargetMedia } from './missing-media.ts'

/** All that the pixels of one file depend on, besides the bytes of its pictures. */
export type Drawing = {
  screen: Screen
  panorama?: Panorama | undefined
  widthPx: number
  heightPx: number
  locale: Locale
  fallbackLocale: Locale
  mediaIds: readonly MediaId[]
  /** The store's limit: a larger PNG is encoded again, smaller and slower. */
  maxBytes: number
  /** A PNG of 32 bits. */
  hasAlpha?: boolean
}

/** Throws for a size that is not in the size table. */
export function planDrawing(project: Project, target: ExportTarget): Drawing {
  const { canvasSizeId, screenId, locale } = target
  const screen = getScreen(project, target)
  const size = findCanvasSize(canvasSizeId)
  return {
    screen,
    panorama: planPanorama(project, canvasSizeId, screenId),
    ...getCanvasPx(canvasSizeId, screen.orientation),
    locale,
    fallbackLocale: getFallbackLocale(project),
    mediaIds: listTargetMedia(project, target),
    maxBytes: size?.maxBytes ?? Number.MAX_SAFE_INTEGER,
    ...(size?.hasAlpha ? { hasAlpha: true } : {}),
  }
}
