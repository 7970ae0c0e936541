import type { MediaId } from '#app/document/model/ids.ts'
import type { Project } from '#app/document/model/schema.ts'
import { addKeys } from '#app/export/add-keys.ts'
import { type ExportProgress, exportScreens } from '#app/export/export-screens.ts'
import { type ExportTarget, getScreen } from '#app/export/export-target.ts'
import { usualJpegQuality } from '#app/export/file-format.ts'
import { createMemoryKeeper } from '#app/export/file-keeper.ts'
import { planFiles } from '#app/export/planned-file.ts'
import { zipFiles } from '#app/export/zip-files.ts'
import { listFontNeeds } from '#app/render/collect-media.ts'
import { createLayer } from '#app/render/create-layer.ts'
import { drawScreen } from '#app/render/draw-screen.ts'
import { createThumbnail } from '#app/render/draw-thumbnail.ts'
import { loadFonts } from '#app/render/load-fonts.ts'
import { planPanorama } from '#app/render/plan-panorama.ts'
import { getFallbackLocale } from '#app/render/project-locales.ts'

/** Drawing and export as the editor calls them, with pictures from the test instead of the media store. */

const pictures = new Map<MediaId, { file: Blob; name: string; bitmap: Promise<ImageBitmap> }>()

const media = {
  findFile: async (mediaId: MediaId) => pictures.get(mediaId)?.file,
  findName: (mediaId: MediaId) => pictures.get(mediaId)?.name,
  loadImage: async (mediaId: MediaId) => pictures.get(mediaId)?.bitmap,
}

type PictureInput = { mediaId: MediaId; name: string; base64: string; type: string }
type ExportInput = {
  project: Project
  targets: readonly ExportTarget[]
  allowPlaceholders?: boolean
  /** Cancels after this many are done. */
  cancelAtDone?: number
}

const tools = {
  addPicture({ mediaId, name, base64, type }: PictureInput) {
    const file = new Blob([fromBase64(base64)], { type })
    const bitmap = createImageBitmap(file)
    // Reporting a damaged picture is the worker's task.
    bitmap.catch(() => undefined)
    pictures.set(mediaId, { file, name, bitmap })
  },

  async export({ project, targets, allowPlaceholders = false, cancelAtDone }: ExportInput) {
    const controller = new AbortController()
    const progress: ExportProgress[] = []
    const startedMs = performance.now()
    const choice = { layout: 'fastlane', format: 'png' } as const
    const planned = planFiles(project, targets, choice)
    const result = await exportScreens({
      project,
      files: await addKeys(planned, { project, media, quality: usualJpegQuality, allowPlaceholders }),
      keeper: createMemoryKeeper(),
      quality: usualJpegQuality,
      media,
      allowPlaceholders,
      signal: controller.signal,
      onProgress(step) {
        progress.push(step)
        if (step.done === cancelAtDone) controller.abort()
      },
    })
    const tookMs = performance.now() - startedMs
    if (result.kind === 'cancelled') return { kind: result.kind, progress, tookMs, files: [], failures: [] }
    const files = await Promise.all(
      result.files.map(async ({ planned: { path }, screenName, kept, warnings }) => {
        const bytes = new Uint8Array((await kept?.blob.arrayBuffer()) ?? new ArrayBuffer(0))
        return { path, screenName, warnings, base64: toBase64(bytes) }
      }),
    )
    const entries = result.files.flatMap(({ planned: { path }, sha256, kept }) =>
      kept ? [{ path, content: kept.blob, sha256 }] : [],
    )
    const zip = result.kind === 'complete' ? await zipFiles(entries, { now: new Date(0) }) : undefined
    const failures = result.kind === 'incomplete' ? result.failures : []
    return { kind: result.kind, progress, tookMs, files, failures, zipBytes: zip?.size }
  },

  /** Draws a target on a canvas of the page, as the stage does, and counts how it differs from an exported file. */
  async compare({ project, target, base64 }: { project: Project; target: ExportTarget; base64: string }) {
    const png = await createImageBitmap(new Blob([fromBase64(base64)], { type: 'image/png' }))
    const { width: widthPx, height: heightPx } = png
    const stage = createCanvas(widthPx, heightPx)
    const screen = getScreen(project, target)
    await loadFonts(listFontNeeds(screen), document.fonts)
    const bitmaps = new Map<MediaId, ImageBitmap>()
    for (const [mediaId, { bitmap }] of pictures) bitmaps.set(mediaId, await bitmap)
    drawScreen(stage, screen, {
      widthPx,
      heightPx,
      locale: target.locale,
      fallbackLocale: getFallbackLocale(project),
      findPicture: (mediaId) => bitmaps.get(mediaId),
      findName: media.findName,
      createLayer,
      panorama: planPanorama(project, target.canvasSizeId, target.screenId),
    })
    const exported = createCanvas(widthPx, heightPx)
    exported.drawImage(png, 0, 0)
    const a = stage.getImageData(0, 0, widthPx, heightPx).data
    const b = exported.getImageData(0, 0, widthPx, heightPx).data
    let differing = 0
    let most = 0
    for (let at = 0; at < a.length; at++) {
      const difference = Math.abs((a[at] ?? 0) - (b[at] ?? 0))
      if (difference > 0) differing++
      if (difference > most) most = difference
    }
    return { differing: differing / a.length, most }
  },

  async thumbnail(project: Project) {
    const picture = await createThumbnail({ project, media })
    return picture && { type: picture.type, base64: toBase64(new Uint8Array(await picture.arrayBuffer())) }
  },
}

function createCanvas(width: number, height: number): CanvasRenderingContext2D {
  const canvas = Object.assign(document.createElement('canvas'), { width, height })
  const context = canvas.getContext('2d')
  if (!context) throw new Error('no 2D context')
  return context
}

function fromBase64(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(text), (sign) => sign.charCodeAt(0))
}

function toBase64(bytes: Uint8Array): string {
  let text = ''
  for (let at = 0; at < bytes.length; at += 32_768) {
    text += String.fromCharCode(...bytes.subarray(at, at + 32_768))
  }
  return btoa(text)
}

declare global {
  var drawing: DrawingPage
}
export type DrawingPage = typeof tools

globalThis.drawing = tools
