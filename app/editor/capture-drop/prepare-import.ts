import type { MediaId } from '#app/document/model/ids.ts'
import type { Project } from '#app/document/model/schema.ts'
import type { IntakeReview } from '#app/intake/dialog/intake-dialog.tsx'
import { type Gathered, gatherArrivals } from '#app/intake/gather/gather-arrivals.ts'
import { readLook } from '#app/intake/gather/read-look.ts'
import { isZipName } from '#app/intake/gather/unpack-zip.ts'
import { listComparedMedia } from '#app/intake/plan/find-captures-by-look.ts'
import type { IntakeOptions, IntakeRow } from '#app/intake/plan/intake-row.ts'
import type { Look } from '#app/intake/plan/match-looks.ts'
import { needsReview } from '#app/intake/plan/needs-review.ts'
import { planIntake } from '#app/intake/plan/plan-intake.ts'
import type { Refused } from '#app/media/gather-refusals.ts'
import type { ImportOptions } from '#app/media/import-result.ts'
import type { Incoming, IncomingFile } from '#app/media/incoming-files.ts'
import { listUnreadable } from '#app/media/list-refused.ts'
import type { EditorController } from '../state/editor-controller.ts'
import type { EditorUi } from '../state/selection-state.ts'
import type { CaptureTarget, FileOrigin } from './capture-drop-context.ts'
import type { ImportOutcome } from './describe-imports.ts'
import { findPlace } from './find-place.ts'
import { isFontFile } from './is-font-file.ts'
import { isSeeThrough } from './is-see-through.ts'
import { chooseTarget, type PicturePlan, planPicture } from './plan-picture.ts'

export type Prepared = {
  /** What is imported, with its place, in one order. Files that are no pictures are among them: their import says why. */
  files: readonly IncomingFile[]
  rows: readonly IntakeRow[]
  refused: readonly Refused[]
  target: CaptureTarget | undefined
  archives: readonly File[]
  /** From inside a ZIP. */
  fonts: readonly File[]
  /** The project of the plan. */
  before: Project
  /** A single file that is no capture. */
  picture: PicturePlan | undefined
}

type Page = {
  start: (
    total: number,
    run: (options: Required<Pick<ImportOptions, 'signal' | 'onProgress'>>) => Promise<ImportOutcome>,
  ) => Promise<void>
  /** Shows a plan; `undefined`: cancelled. */
  ask: (review: IntakeReview) => Promise<readonly IntakeRow[] | undefined>
}

/** Unpacks, measures and plans. Nothing is stored or changed; `undefined`: cancelled. */
export async function prepareImport(
  editor: EditorController,
  drop: {
    incoming: Incoming
    target: CaptureTarget | undefined
    origin: FileOrigin | undefined
    viewed: EditorUi
  },
  page: Page,
): Promise<Prepared | undefined> {
  const gathered = await gather(drop.incoming, page)
  if (gathered === undefined) return undefined
  const { incoming, arrivals, archives } = gathered
  const before = editor.session.getProject()
  const target = chooseTarget(before, drop.target, arrivals.length)
  const options: IntakeOptions = {
    canvasSizeId: drop.viewed.canvasSizeId,
    locale: drop.viewed.locale,
    numbers: 'translations',
    target,
  }
  const planned = await planByLook(editor, gathered, options)
  const picture = await planPicture(before, {
    rows: planned,
    sizePx: arrivals[0]?.sizePx,
    target,
    place: findPlace(drop.origin, drop.viewed),
    isSeeThrough: async () => isSeeThrough(incoming.files[0]?.file ?? new Blob()),
  })
  const title = arrivals.length === 1 ? 'Where the file goes' : `Where the ${arrivals.length} files go`
  const rows =
    picture === undefined && needsReview(planned, options, listComparedMedia(before, planned).length)
      ? await page.ask({ project: before, arrivals, rows: planned, title, usedAs: 'captures' })
      : planned
  if (rows === undefined) return undefined
  const fileOf = (index: number) => incoming.files[index]?.file
  const fonts = incoming.files.map(({ file }) => file).filter(isFontFile)
  const wanted = rows.filter(({ place, index }) => {
    const file = fileOf(index)
    return (place.kind !== 'out' || place.isUnusable) && !(file !== undefined && isFontFile(file))
  })
  return {
    files: wanted.flatMap(({ index }) => incoming.files[index] ?? []),
    rows: wanted,
    refused: [...gathered.refused, ...listUnreadable(incoming)],
    target,
    archives,
    fonts,
    before,
    picture,
  }
}

/** Comparing decodes every picture: no more than a person captures at once. */
const comparedAtMost = 60

/** What has no place by its name is compared with the captures that are there: a new take of one takes its place. */
async function planByLook(
  { session }: EditorController,
  { arrivals, incoming }: Gathered,
  options: IntakeOptions,
): Promise<readonly IntakeRow[]> {
  const project = session.getProject()
  const planned = planIntake(project, arrivals, options)
  const fresh = planned.filter(({ place }) => place.kind === 'new')
  const mediaIds = listComparedMedia(project, planned)
  const count = fresh.length + mediaIds.length
  if (options.target !== undefined || mediaIds.length === 0 || count > comparedAtMost) return planned
  const looks = new Map<MediaId, Look>()
  const compared = [...arrivals]
  await Promise.all([
    ...mediaIds.map(async (mediaId) => {
      const picture = await session.media.loadImage(mediaId)
      const look = picture === undefined ? undefined : await readLook(picture)
      if (look !== undefined) looks.set(mediaId, look)
    }),
    ...fresh.map(async ({ index }) => {
      const [arrival, file] = [arrivals[index], incoming.files[index]?.file]
      const look = file === undefined ? undefined : await readLook(file)
      if (arrival !== undefined && look !== undefined) compared[index] = { ...arrival, look }
    }),
  ])
  return planIntake(project, compared, { ...options, looks })
}

async function gather(incoming: Incoming, { start }: Page): Promise<Gathered | undefined> {
  const zips = incoming.files.filter(({ file }) => isZipName(file.name))
  const quiet = { signal: new AbortController().signal, onProgress: () => undefined }
  if (zips.length === 0) return gatherArrivals(incoming, quiet)
  let gathered: Gathered | undefined
  await start(zips.length, async ({ signal }) => {
    gathered = await gatherArrivals(incoming, { signal, onProgress: () => undefined })
    return { importedCount: 0, cancelledCount: 0, refused: [], warnings: [] }
  })
  return gathered
}
