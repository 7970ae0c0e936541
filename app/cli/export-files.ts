import { mkdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Archive } from '#app/archive/read-archive.ts'
import { findCanvasSize } from '#app/document/catalogue/canvas-sizes.ts'
import type { MediaId } from '#app/document/model/ids.ts'
import type { Project } from '#app/document/model/schema.ts'
import { describeMissing, emptyFrameMessage, listEmptyFrames } from '#app/export/check-captures.ts'
import { describeInputs } from '#app/export/describe-inputs.ts'
import { type ExportTarget, getScreen } from '#app/export/export-target.ts'
import { findFileFault } from '#app/export/find-file-fault.ts'
import { listTargetMedia } from '#app/export/missing-media.ts'
import type { PlannedFile } from '#app/export/planned-file.ts'
import { listSizeWarnings } from '#app/export/size-warning.ts'
import { listFontMedia } from '#app/render/collect-media.ts'
import { hashBytes } from './archive-file.ts'
import { CliError } from './cli-error.ts'
import type { DrawingEngine, EngineInput, MadeFile } from './drawing-engine.ts'
import { createMediaFiles } from './media-files.ts'
import { openResume, type Resume } from './resume.ts'
import { writeWhole } from './write-whole.ts'

export type FileOutcome =
  | {
      kind: 'written'
      file: PlannedFile
      bytes: number
      sha256: string
      /** It was there from a run before that did not end. */
      isResumed: boolean
      warnings: readonly string[]
    }
  | { kind: 'failed'; file: PlannedFile; message: string }

type Options = {
  archive: Archive
  project: Project
  files: readonly PlannedFile[]
  root: string
  quality: number
  /** Its name, which tells its files from another one's. */
  engine: string
  openEngine: (input: EngineInput) => Promise<DrawingEngine>
}

export type ExportedFiles = {
  outcomes: readonly FileOutcome[]
  /** What went wrong beside the pictures, as sentences. */
  failures: readonly string[]
}

/**
 * Draws and writes the files. Each appears whole or not at all; one that fails does not stop the others.
 *
 * @throws CliError before anything is written
 */
export async function exportFiles(options: Options): Promise<ExportedFiles> {
  const { archive, project, files, root, quality, openEngine } = options
  await createFolder(root)
  const resume = await openResume(root)
  const media = createMediaFiles(archive, project)
  const findKey = await createKeys(options)
  const outcomes = new Map<PlannedFile, FileOutcome>()
  const toMake: PlannedFile[] = []
  for (const file of files) {
    const gap = findGap(project, file.target, media)
    const made = gap === undefined ? await findMade(resume, { file, key: findKey(file), root }) : undefined
    if (gap !== undefined) outcomes.set(file, { kind: 'failed', file, message: gap })
    else if (made !== undefined) outcomes.set(file, made)
    else toMake.push(file)
  }
  const failures: string[] = []
  if (toMake.length > 0) {
    const engine = await openEngine({ archive, project, media, quality })
    const make = engine.make(toMake, async (file, made) => {
      outcomes.set(file, await writeMade(file, made, { key: findKey(file), resume, root }))
    })
    await make.catch((error: unknown) => failures.push(`The drawing stopped: ${describeError(error)}`))
    await engine.close().catch(() => failures.push('The drawing program did not end as it should.'))
  }
  const all = files.map((file) => outcomes.get(file) ?? notMade(file))
  if (all.every(({ kind }) => kind === 'written'))
    await resume
      .end()
      .catch((error: unknown) => failures.push(`The folder was not tidied: ${describeError(error)}`))
  return { outcomes: all, failures }
}

const notMade = (file: PlannedFile): FileOutcome => ({
  kind: 'failed',
  file,
  message: 'It was not drawn, because the drawing stopped before.',
})

export const describeError = (error: unknown): string =>
  error instanceof Error ? error.message : String(error)

type Writing = { key: string; resume: Resume; root: string }

async function writeMade(
  file: PlannedFile,
  made: MadeFile,
  { key, resume, root }: Writing,
): Promise<FileOutcome> {
  if (made.kind === 'failed') return { kind: 'failed', file, message: made.message }
  const { bytes } = made
  try {
    const sha256 = hashBytes(bytes)
    await writeWhole(join(root, file.path), bytes)
    const fault = await findWrittenFault(join(root, file.path), { file, sha256 })
    if (fault !== undefined) return { kind: 'failed', file, message: fault }
    await resume.record(file.path, { key, sha256 })
    return describeWritten(file, bytes, { sha256, isResumed: false })
  } catch (error) {
    return { kind: 'failed', file, message: describeError(error) }
  }
}

function describeWritten(
  file: PlannedFile,
  { length }: Uint8Array,
  made: { sha256: string; isResumed: boolean },
): FileOutcome {
  const warnings = listSizeWarnings(file.target.canvasSizeId, length)
  return { kind: 'written', file, bytes: length, ...made, warnings }
}

/** Each file is read back. */
async function findWrittenFault(
  place: string,
  { file, sha256 }: { file: PlannedFile; sha256: string },
): Promise<string | undefined> {
  const bytes = await readFile(place)
  if (hashBytes(bytes) !== sha256) return 'The disk gave back other bytes than were written.'
  return findFileFault(bytes, file)
}

/** As in the browser, a screen with a placeholder is not made. */
function findGap(
  project: Project,
  target: ExportTarget,
  media: ReturnType<typeof createMediaFiles>,
): string | undefined {
  if (findCanvasSize(target.canvasSizeId) === undefined)
    return `Its size “${target.canvasSizeId}” comes from a newer version of AppFrames.`
  const missing = listTargetMedia(project, target).find((mediaId) => !media.has(mediaId))
  if (missing !== undefined) {
    const isFont = listFontMedia(getScreen(project, target)).has(missing)
    return describeMissing(media.findName(missing), isFont ? 'font' : 'capture')
  }
  return listEmptyFrames(project, target).length > 0 ? emptyFrameMessage : undefined
}

/** The hash of everything that a file depends on, the drawing code included. */
async function createKeys({ archive, project, quality, engine }: Options) {
  const hashes = new Map<MediaId, string>(archive.manifest.media.map(({ id, sha256 }) => [id, sha256]))
  const version = `${engine} ${hashBytes(await readFile(fileURLToPath(import.meta.url)))}`
  const findHash = (mediaId: MediaId) => hashes.get(mediaId)
  return ({ target, format }: PlannedFile): string =>
    hashBytes(Buffer.from(describeInputs(project, target, { format, quality, findHash, version })))
}

/** A file that an interrupted run has made of the same inputs, and that nobody has changed since. */
async function findMade(
  resume: Resume,
  { file, key, root }: { file: PlannedFile; key: string; root: string },
): Promise<FileOutcome | undefined> {
  const known = resume.find(file.path)
  if (known?.key !== key) return undefined
  const bytes = await readFile(join(root, file.path)).catch(() => undefined)
  if (bytes === undefined || hashBytes(bytes) !== known.sha256) return undefined
  return describeWritten(file, bytes, { sha256: known.sha256, isResumed: true })
}

async function createFolder(root: string): Promise<void> {
  try {
    await mkdir(root, { recursive: true })
  } catch (error) {
    throw new CliError(`The folder “${root}” cannot be made: ${(error as Error).message}`)
  }
}
