import { findCanvasSize, getCanvasPx } from '#app/document/catalogue/canvas-sizes.ts'
import type { Project } from '#app/document/model/schema.ts'
import { planPanorama } from '#app/render/plan-panorama.ts'
import { getFallbackLocale } from '#app/render/project-locales.ts'
import { createExportPool, type ExportPool } from './export-pool.ts'
import { type ExportTarget, getScreen } from './export-target.ts'
import type { FileSource } from './file-source.ts'
import type { ExportJob } from './messages.ts'
import { listTargetMedia } from './missing-media.ts'
import { planFileNames } from './plan-file-names.ts'
import { describeMissing, describeTarget, emptyFrameMessage, listEmptyFrames } from './plan-preflight.ts'

export type ExportedFile = {
  target: ExportTarget
  screenName: string
  /** Path in the ZIP; its last part is the name of a single file. */
  path: string
  png: Blob
  /** Warnings, as sentences. */
  warnings: readonly string[]
}

export type ExportFailure = { target: ExportTarget; screenName: string; message: string }

export type ExportResult =
  /** Every picture that was requested. */
  | { kind: 'complete'; files: readonly ExportedFile[] }
  /** An incomplete set: the files may be saved one by one, but not delivered to a store. */
  | { kind: 'incomplete'; files: readonly ExportedFile[]; failures: readonly ExportFailure[] }
  | { kind: 'cancelled' }

/** `screenName` is the one just finished, or about to be drawn when `done` is 0. */
export type ExportProgress = { done: number; total: number; screenName: string }

export type ExportOptions = {
  project: Project
  targets: readonly ExportTarget[]
  media: FileSource
  /** Draws placeholders where captures are missing, instead of failing the screen. */
  allowPlaceholders?: boolean
  onProgress?: (progress: ExportProgress) => void
  signal?: AbortSignal
  /** Workers that are already running; without it, some are started for this export alone. */
  pool?: ExportPool
}

/** Draws every target in workers as PNG of exactly the store's pixels, without an alpha channel. */
export async function exportScreens(options: ExportOptions): Promise<ExportResult> {
  const { project, targets, signal, onProgress } = options
  if (signal?.aborted) return { kind: 'cancelled' }
  const paths = planFileNames(project, targets)
  const pool = options.pool ?? createExportPool()
  const failure = () => pool.cancel()
  signal?.addEventListener('abort', failure)

  const outcomes: (ExportedFile | ExportFailure)[] = []
  let next = 0
  let done = 0
  const [first] = targets
  if (first)
    onProgress?.({ done, total: targets.length, screenName: describeTarget(project, first, targets) })

  // Each lane has one job, so that no more files are read ahead than workers can use.
  const work = async () => {
    for (;;) {
      const index = next++
      const target = targets[index]
      const path = paths[index]
      if (!target || path === undefined) return
      const screenName = describeTarget(project, target, targets)
      outcomes[index] = await exportTarget(pool, options, { target, screenName, path })
      if (signal?.aborted) return
      done++
      onProgress?.({ done, total: targets.length, screenName })
    }
  }
  try {
    await Promise.all(Array.from({ length: pool.size }, work))
  } catch (error) {
    if (signal?.aborted) return { kind: 'cancelled' }
    throw error
  } finally {
    signal?.removeEventListener('abort', failure)
    if (!options.pool) pool.close()
  }
  if (signal?.aborted) return { kind: 'cancelled' }
  const files = outcomes.filter((outcome): outcome is ExportedFile => 'png' in outcome)
  const failures = outcomes.filter((outcome): outcome is ExportFailure => !('png' in outcome))
  return failures.length === 0 ? { kind: 'complete', files } : { kind: 'incomplete', files, failures }
}

type Place = { target: ExportTarget; screenName: string; path: string }

async function exportTarget(
  pool: ExportPool,
  { project, media, allowPlaceholders = false }: ExportOptions,
  { target, screenName, path }: Place,
): Promise<ExportedFile | ExportFailure> {
  const fail = (message: string): ExportFailure => ({ target, screenName, message })
  const size = findCanvasSize(target.canvasSizeId)
  if (!size)
    return fail(
      `Its size “${target.canvasSizeId}” comes from a newer version of AppFrames. Reload to update.`,
    )

  const pictures = await findPictures(project, target, media)
  if (!allowPlaceholders) {
    const missing = pictures.find(({ file }) => file === undefined)
    if (missing) return fail(describeMissing(missing.name))
    if (listEmptyFrames(project, target).length > 0) return fail(emptyFrameMessage)
  }
  const screen = getScreen(project, target)
  const reply = await pool.run({
    screen,
    panorama: planPanorama(project, target.canvasSizeId, target.screenId),
    ...getCanvasPx(target.canvasSizeId, screen.orientation),
    locale: target.locale,
    fallbackLocale: getFallbackLocale(project),
    pictures,
    maxBytes: size.maxBytes,
  })
  if (reply.kind === 'failed') return fail(reply.message)
  const warnings = reply.replacedFonts.map(
    (family) => `The font ${family} could not be loaded; Inter was used instead.`,
  )
  if (reply.png.size > size.maxBytes) {
    warnings.push(
      `The file is ${formatMegabytes(reply.png.size)}; the store takes ${formatMegabytes(size.maxBytes)} at most. Use a simpler background.`,
    )
  }
  return { target, screenName, path, png: reply.png, warnings }
}

async function findPictures(
  project: Project,
  target: ExportTarget,
  media: ExportOptions['media'],
): Promise<ExportJob['pictures']> {
  return Promise.all(
    listTargetMedia(project, target).map(async (mediaId) => ({
      mediaId,
      name: media.findName(mediaId),
      file: await media.findFile(mediaId),
    })),
  )
}

function formatMegabytes(bytes: number): string {
  return `${(bytes / 1_000_000).toFixed(1)} MB`
}
