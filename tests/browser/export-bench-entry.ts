import { getCanvasPx } from '#app/document/catalogue/canvas-sizes.ts'
import type { Locale, MediaId } from '#app/document/model/ids.ts'
import { addKeys } from '#app/export/add-keys.ts'
import { createExportPool, type ExportPool } from '#app/export/export-pool.ts'
import { exportScreens } from '#app/export/export-screens.ts'
import { getScreen, planTargets } from '#app/export/export-target.ts'
import { usualJpegQuality } from '#app/export/file-format.ts'
import { createMemoryKeeper } from '#app/export/file-keeper.ts'
import { planFiles } from '#app/export/planned-file.ts'
import { listFontNeeds, listMediaIds } from '#app/render/collect-media.ts'
import { createLayer } from '#app/render/create-layer.ts'
import { drawScreen } from '#app/render/draw-screen.ts'
import { loadFonts } from '#app/render/load-fonts.ts'
import { createTenScreens, createTurnId, tenScreensSize } from '#tests/factories/ten-screens.ts'
import { exportByLibrary } from './draw-in-html.ts'
import type { HtmlLibrary } from './html-libraries.ts'

/**
 * Ten screens of 1320 × 2868, each with a capture of its own, exported in workers and, for comparison, plainly on the
 * page.
 */

const canvasSizeId = tenScreensSize
const locale = 'en-US' as Locale
const files = new Map<MediaId, Blob>()
let pool: ExportPool | undefined
const project = createTenScreens()
const targets = planTargets(project, { canvasSizeIds: [canvasSizeId], locales: [locale] })

const tools = {
  addPicture(mediaId: MediaId, base64: string) {
    const bytes = Uint8Array.from(atob(base64), (sign) => sign.charCodeAt(0))
    for (const turn of [0, 1])
      files.set(createTurnId(mediaId, turn), new Blob([bytes], { type: 'image/webp' }))
  },

  /** As long as the export panel is open. */
  openPool() {
    pool = createExportPool()
  },

  closePool() {
    pool?.close()
    pool = undefined
  },

  /** Milliseconds from the call to ten files. Without an open pool, starting the workers is included. */
  async exportInWorkers(): Promise<number> {
    const startedMs = performance.now()
    const media = { findFile: async (mediaId: MediaId) => files.get(mediaId), findName: () => undefined }
    const planned = planFiles(project, targets, { layout: 'fastlane', format: 'png' })
    const result = await exportScreens({
      project,
      files: await addKeys(planned, { project, media, quality: usualJpegQuality, allowPlaceholders: false }),
      // Each file is read back and checked, as in the app.
      keeper: createMemoryKeeper(),
      quality: usualJpegQuality,
      media,
      ...(pool ? { pool } : {}),
    })
    const tookMs = performance.now() - startedMs
    if (result.kind !== 'complete' || result.files.length !== 10) throw new Error('not ten files')
    return tookMs
  },

  /** The same drawings on one canvas of the page, one after another, each by `toBlob`. */
  async exportOnPage(): Promise<number> {
    const startedMs = performance.now()
    const bitmaps = new Map<MediaId, ImageBitmap>()
    const canvas = document.createElement('canvas')
    for (const target of targets) {
      const screen = getScreen(project, target)
      await loadFonts(listFontNeeds(screen), document.fonts)
      for (const mediaId of listMediaIds(screen, locale, locale)) {
        const file = files.get(mediaId)
        if (file && !bitmaps.has(mediaId)) bitmaps.set(mediaId, await createImageBitmap(file))
      }
      const { widthPx, heightPx } = getCanvasPx(canvasSizeId, screen.orientation)
      canvas.width = widthPx
      canvas.height = heightPx
      const context = canvas.getContext('2d')
      if (!context) throw new Error('no 2D context')
      drawScreen(context, screen, {
        widthPx,
        heightPx,
        locale,
        fallbackLocale: locale,
        findPicture: (mediaId) => bitmaps.get(mediaId),
        findName: () => undefined,
        createLayer,
      })
      const blob = await new Promise((resolve) => canvas.toBlob(resolve, 'image/png'))
      if (!blob) throw new Error('no file')
    }
    return performance.now() - startedMs
  },

  /** Ten pages that look alike, by a library that makes pictures of HTML. */
  exportByLibrary: (library: HtmlLibrary) => exportByLibrary(library, [...files.values()].slice(0, 10)),
}

declare global {
  var exportBench: ExportBench
}
type ExportBench = typeof tools
globalThis.exportBench = tools
