import { getCanvasPx } from '#app/document/catalogue/canvas-sizes.ts'
import type {
  CanvasSizeId,
  ElementId,
  Locale,
  MediaId,
  ProjectId,
  ScreenId,
} from '#app/document/model/ids.ts'
import type { Element, Project, Screen } from '#app/document/model/schema.ts'
import { createSampleProject } from '#app/document/sample/sample-project.ts'
import { createExportPool, type ExportPool } from '#app/export/export-pool.ts'
import { exportScreens } from '#app/export/export-screens.ts'
import { getScreen, listScreens, planTargets } from '#app/export/export-target.ts'
import { listFontFamilies, listMediaIds } from '#app/render/collect-media.ts'
import { createLayer } from '#app/render/create-layer.ts'
import { drawScreen } from '#app/render/draw-screen.ts'
import { loadFonts } from '#app/render/load-fonts.ts'

/**
 * Ten screens of 1320 × 2868, each with a capture of its own, exported in workers and, for comparison, plainly on the
 * page.
 */

const canvasSizeId = 'iphone-69' as CanvasSizeId
const locale = 'en-US' as Locale
const files = new Map<MediaId, Blob>()
let pool: ExportPool | undefined
const project = createTenScreens()
const targets = planTargets(project, { canvasSizeIds: [canvasSizeId], locales: [locale] })

const tools = {
  addPicture(mediaId: MediaId, base64: string) {
    const bytes = Uint8Array.from(atob(base64), (sign) => sign.charCodeAt(0))
    for (const turn of [0, 1])
      files.set(createMediaId(mediaId, turn), new Blob([bytes], { type: 'image/webp' }))
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
    const result = await exportScreens({
      project,
      targets,
      media: { findFile: async (mediaId) => files.get(mediaId), findName: () => undefined },
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
      await loadFonts(listFontFamilies(screen), document.fonts)
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
}

function createTenScreens(): Project {
  let count = 0
  const sample = createSampleProject({
    id: 'b5f2b0a4-4a9c-4c0e-8a35-1f1f5a0c9e11' as ProjectId,
    mint: () => `id-${++count}`,
  })
  const screens = listScreens(sample, canvasSizeId).map(({ item }) => item)
  const twice = [0, 1].flatMap((turn) =>
    screens.map((screen, index) => {
      const id = `screen-${turn}-${index}` as ScreenId
      return [id, { ...screen, id, order: `a${turn}${index}x`, elements: renameMedia(screen, turn) }] as const
    }),
  )
  return { ...sample, screensByCanvasSize: { [canvasSizeId]: Object.fromEntries(twice) } }
}

function renameMedia({ elements }: Screen, turn: number): Screen['elements'] {
  const renamed = (Object.entries(elements) as [ElementId, Element][]).map(([id, element]) => {
    if (element.type !== 'frame') return [id, element] as const
    const media = (Object.entries(element.mediaByLocale) as [Locale, MediaId][]).map(
      ([tag, mediaId]) => [tag, createMediaId(mediaId, turn)] as const,
    )
    return [id, { ...element, mediaByLocale: Object.fromEntries(media) }] as const
  })
  return Object.fromEntries(renamed)
}

function createMediaId(mediaId: MediaId, turn: number): MediaId {
  return `${mediaId}-${turn}` as MediaId
}

declare global {
  var exportBench: ExportBench
}
type ExportBench = typeof tools
globalThis.exportBench = tools
