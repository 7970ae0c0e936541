import { alteredReadsMessage, CanvasReadError } from '#app/canvas/check-canvas-reads.ts'
import { findCanvasSize } from '#app/document/catalogue/canvas-sizes.ts'
import type { Project } from '#app/document/model/schema.ts'
import { listFontMedia } from '#app/render/collect-media.ts'
import { planPanorama } from '#app/render/plan-panorama.ts'
import { getFallbackLocale } from '#app/render/project-locales.ts'
import { describeMissing, emptyFrameMessage, listEmptyFrames } from './check-captures.ts'
import { createExportPool, type ExportPool } from './export-pool.ts'
import { type ExportTarget, getScreen } from './export-target.ts'
import type { FileKeeper, KeptFile, KeyedFile } from './file-keeper.ts'
import type { FileSource } from './file-source.ts'
import type { DrawJob } from './messages.ts'
import { listTargetMedia } from './missing-media.ts'
import { describeTarget } from './plan-preflight.ts'
import { listSizeWarnings } from './size-warning.ts'

export type ExportedFile = {
  planned: KeyedFile
  screenName: string
  sha256: string
  /** The hash of what it shows, where pixels are compared. */
  pixels?: string | undefined
  /** Where it is kept; absent for one that need not be delivered. */
  kept?: KeptFile
  /** Warnings, as sentences. */
  warnings: readonly string[]
}

export type ExportFailure = { target: ExportTarget; screenName: string; message: string }

export type ExportResult =
  /** Every picture that was requested. */
  | { kind: 'complete'; files: readonly ExportedFile[] }
  /** An incomplete set: the files may be saved one by one, but not delivered to a store. */
  | { kind: 'incomplete'; files: readonly ExportedFile[]; failures: readonly ExportFailure[] }
  /** `files`: made until then, and kept. */
  | { kind: 'cancelled'; files: readonly ExportedFile[] }

/** `screenName` is the one just finished, or about to be drawn when `done` is 0. `found`: of those done, not drawn again. */
export type ExportProgress = { done: number; found: number; total: number; screenName: string }

export type ExportOptions = {
  project: Project
  files: readonly KeyedFile[]
  media: FileSource
  keeper: FileKeeper
  /** Of JPEG files, in percent. */
  quality: number
  /** Draws placeholders where captures are missing, instead of failing the screen. */
  allowPlaceholders?: boolean
  /** Pixels are hashed too. A file for which `isSame` holds is not kept. */
  isSame?:
    | ((planned: KeyedFile, drawn: { sha256: string; pixels?: string | undefined }) => boolean)
    | undefined
  onProgress?: (progress: ExportProgress) => void
  /** After each file that is kept. */
  onKept?: (file: ExportedFile) => Promise<void>
  signal?: AbortSignal
  /** Workers that are already running; without it, some are started for this export alone. */
  pool?: ExportPool
}

/**
 * Draws every file in workers at exactly the store's pixels and hands it to the keeper.
 *
 * @throws CanvasReadError before the first file where the browser alters what is read from a canvas, and the keeper's error where a
 *   file cannot be written.
 */
export async function exportScreens(options: ExportOptions): Promise<ExportResult> {
  const { files, signal } = options
  if (signal?.aborted) return { kind: 'cancelled', files: [] }
  const pool = options.pool ?? createExportPool()
  const cancel = () => pool.cancel()
  signal?.addEventListener('abort', cancel)
  const outcomes: (ExportedFile | ExportFailure)[] = []
  try {
    await runLanes(pool, options, outcomes)
  } catch (error) {
    if (!signal?.aborted) {
      pool.cancel()
      throw error
    }
  } finally {
    signal?.removeEventListener('abort', cancel)
    if (!options.pool) pool.close()
  }
  const made = outcomes.filter((outcome): outcome is ExportedFile => 'planned' in outcome)
  if (signal?.aborted) return { kind: 'cancelled', files: made }
  const failures = outcomes.filter((outcome): outcome is ExportFailure => !('planned' in outcome))
  if (made.length + failures.length < files.length) throw new Error('Not every picture was made.')
  return failures.length === 0
    ? { kind: 'complete', files: made }
    : { kind: 'incomplete', files: made, failures }
}

/** Each lane has one job, so that no more files are read ahead than workers can use. */
async function runLanes(
  pool: ExportPool,
  options: ExportOptions,
  outcomes: (ExportedFile | ExportFailure)[],
): Promise<void> {
  const { project, files, signal, onProgress } = options
  const targets = files.map(({ target }) => target)
  const progress = { done: 0, found: 0, total: files.length }
  const [first] = targets
  if (first) onProgress?.({ ...progress, screenName: describeTarget(project, first, targets) })
  let next = 0
  const work = async () => {
    for (;;) {
      const index = next++
      const planned = files[index]
      if (!planned || signal?.aborted) return
      const screenName = describeTarget(project, planned.target, targets)
      const outcome = await exportFile(pool, options, { planned, screenName })
      outcomes[index] = outcome
      if (signal?.aborted) return
      progress.done++
      if ('planned' in outcome) {
        if (outcome.kept?.isFound) progress.found++
        if (outcome.kept) await options.onKept?.(outcome)
      }
      onProgress?.({ ...progress, screenName })
    }
  }
  await Promise.all(Array.from({ length: pool.size }, work))
}

type Place = { planned: KeyedFile; screenName: string }

async function exportFile(
  pool: ExportPool,
  options: ExportOptions,
  { planned, screenName }: Place,
): Promise<ExportedFile | ExportFailure> {
  const { target } = planned
  const { project, media, keeper, allowPlaceholders = false, quality, isSame } = options
  const fail = (message: string): ExportFailure => ({ target, screenName, message })
  const size = findCanvasSize(target.canvasSizeId)
  if (!size)
    return fail(
      `Its size “${target.canvasSizeId}” comes from a newer version of AppFrames. Reload to update.`,
    )
  const pictures = await findPictures(project, target, media)
  if (!allowPlaceholders) {
    const missing = pictures.find(({ file }) => file === undefined)
    if (missing) {
      const isFont = listFontMedia(getScreen(project, target)).has(missing.mediaId)
      return fail(describeMissing(missing.name, isFont ? 'font' : 'capture'))
    }
    if (listEmptyFrames(project, target).length > 0) return fail(emptyFrameMessage)
  }
  // Pixels of a file made before are not known.
  const before = isSame === undefined ? await keeper.find(planned) : undefined
  if (before) {
    const warnings = listSizeWarnings(target.canvasSizeId, before.blob.size)
    return { planned, screenName, sha256: before.sha256, kept: before, warnings }
  }
  const { widthPx, heightPx, format } = planned
  const reply = await pool.run({
    kind: 'draw',
    screen: getScreen(project, target),
    panorama: planPanorama(project, target.canvasSizeId, target.screenId),
    widthPx,
    heightPx,
    locale: target.locale,
    fallbackLocale: getFallbackLocale(project),
    pictures,
    maxBytes: size.maxBytes,
    hasAlpha: size.hasAlpha,
    format,
    quality,
    comparesPixels: isSame !== undefined,
  })
  if (reply.kind === 'failed') {
    if (reply.message === alteredReadsMessage) throw new CanvasReadError()
    return fail(reply.message)
  }
  if (reply.kind !== 'drawn') return fail('The picture could not be handed over. Try again.')
  const { file, sha256, pixels } = reply
  const warnings = [
    ...reply.replacedFonts.map((family) => `The font ${family} could not be loaded; Inter was used instead.`),
    ...listSizeWarnings(target.canvasSizeId, file.size),
  ]
  const made = { planned, screenName, sha256, pixels, warnings }
  if (isSame?.(planned, reply)) return made
  return { ...made, kept: await keeper.put(planned, { blob: file, sha256 }) }
}

async function findPictures(
  project: Project,
  target: ExportTarget,
  media: ExportOptions['media'],
): Promise<DrawJob['pictures']> {
  return Promise.all(
    listTargetMedia(project, target).map(async (mediaId) => ({
      mediaId,
      name: media.findName(mediaId),
      file: await media.findFile(mediaId),
    })),
  )
}
