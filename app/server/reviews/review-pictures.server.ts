import { createHash } from 'node:crypto'
import { and, eq, inArray, isNull } from 'drizzle-orm'
import { z } from 'zod'
import type { MediaId } from '#app/document/model/ids.ts'
import type { Project } from '#app/document/model/schema.ts'
import { isFontType } from '#app/media-formats/media-format.ts'
import type { DrawingFile } from '#app/skia/drawing-messages.ts'
import type { AccountId } from '#db/account-id.ts'
import { mediaAssets, mediaThumbnails } from '#db/schema.ts'
import { BusyError } from '../http/busy-error.server.ts'
import { isDiskLow } from '../http/refuse-when-full.server.ts'
import { logFailure } from '../observability/logs.server.ts'
import type { Services } from '../services.server.ts'
import type { OpenedObject } from '../storage/media-storage.server.ts'
import { createReviewPictureKey, REVIEW_PICTURES_PREFIX } from '../storage/object-keys.server.ts'
import type { DrawInTurn } from './picture-drawing.server.ts'
import {
  hashDrawing,
  hashSet,
  listReviewScreens,
  type ReviewScreen,
  type ReviewSet,
} from './plan-review-sets.server.ts'
import { hasWorkingReview, type ReviewedProject, type ReviewRow } from './review-links.server.ts'

// The pictures of review links: drawn when they are first looked at, then kept in the storage of media.

/** Of one picture's files in memory; beyond it placeholders are drawn. */
const FILES_MAX_BYTES = 200_000_000
/** A picture of a former state of the project; one that is wanted again is drawn again. */
const KEEP_DAYS = 14
const DAY_MS = 24 * 60 * 60 * 1000
const CHANGED_RETRY_SECONDS = 1

/** `still`: of a video, which the server cannot play, the thumbnail that a device made of it. */
type Asset = {
  id: string
  sha256: string
  objectKey: string
  mimeType: string
  fileName: string
  still?: { bytes: Uint8Array; mimeType: string }
}
type Assets = ReadonlyMap<MediaId, Asset>

export type ReviewPicture = ReviewScreen & {
  /** Equal where the pixels are. */
  hash: string
  /** Names of captures that are not in the account: placeholders are drawn. */
  missing: readonly string[]
  /** Names of videos: their thumbnails are drawn, which are small. */
  videos: readonly string[]
}

type OfProject = { review: Pick<ReviewRow, 'userId'>; project: ReviewedProject }

/** The pictures of a set in the order of the screens. */
export async function planReviewPictures(
  services: Services,
  { set, ...ofProject }: OfProject & { set: ReviewSet },
): Promise<readonly ReviewPicture[]> {
  const [pictures = []] = await planPicturesOfSets(services, { ...ofProject, sets: [set] })
  return pictures
}

/** The pictures of each set, with one look at the account's files for all of them. */
export async function planPicturesOfSets(
  services: Services,
  { review, project, sets }: OfProject & { sets: readonly ReviewSet[] },
): Promise<readonly (readonly ReviewPicture[])[]> {
  const { document } = project
  const plans = sets.map((set) => listReviewScreens(document, set))
  const assets = await findAssets(services, review.userId, listAllMedia(plans.flat()))
  return plans.map((screens) => screens.map((screen) => planPicture(document, screen, assets)))
}

function planPicture(document: Project, screen: ReviewScreen, assets: Assets): ReviewPicture {
  const { drawing } = screen
  const nameThose = (isThose: (mediaId: MediaId) => boolean) =>
    drawing.mediaIds.filter(isThose).map((mediaId) => nameMedia(document, mediaId))
  return {
    ...screen,
    hash: hashDrawing(drawing, assets),
    missing: nameThose((mediaId) => !assets.has(mediaId)),
    videos: nameThose((mediaId) => assets.get(mediaId)?.still !== undefined),
  }
}

/** What a comment or a verdict is about, to be compared later: one picture, or all of the set. */
export async function hashSetPictures(
  services: Services,
  options: {
    review: Pick<ReviewRow, 'userId'>
    project: ReviewedProject
    set: ReviewSet
    screenId?: string | null | undefined
  },
): Promise<string> {
  const pictures = await planReviewPictures(services, options)
  const { screenId } = options
  const one = pictures.find((picture) => picture.screenId === screenId)
  return one === undefined ? hashSet(pictures.map(({ hash }) => hash)) : one.hash
}

const listAllMedia = (screens: readonly ReviewScreen[]) => [
  ...new Set(screens.flatMap(({ drawing }) => drawing.mediaIds)),
]

const nameMedia = (project: Project, mediaId: MediaId) => project.mediaNames?.[mediaId] ?? 'a capture'

/** Pictures and fonts of the account whose bytes are there, and the stills of its videos. */
async function findAssets(
  services: Services,
  accountId: AccountId,
  mediaIds: readonly MediaId[],
): Promise<Assets> {
  const ids = mediaIds.filter((id) => z.guid().safeParse(id).success)
  if (ids.length === 0) return new Map()
  const { id, sha256, objectKey, mimeType, fileName } = mediaAssets
  const rows = await services.database.db
    .select({ id, sha256, objectKey, mimeType, fileName })
    .from(mediaAssets)
    .where(and(eq(mediaAssets.userId, accountId), inArray(id, ids), isNull(mediaAssets.objectDeletedAt)))
  const stills = await findStills(
    services,
    accountId,
    rows.flatMap((row) => (row.mimeType.startsWith('video/') ? row.id : [])),
  )
  const assets = rows.flatMap((row): Asset[] => {
    const still = stills.get(row.id)
    if (still !== undefined) return [{ ...row, still }]
    return row.mimeType.startsWith('image/') || isFontType(row.mimeType) ? [row] : []
  })
  const byId = new Map(assets.map((asset) => [asset.id, asset]))
  return new Map(
    ids.flatMap((mediaId) => {
      const asset = byId.get(mediaId.toLowerCase())
      return asset === undefined ? [] : [[mediaId, asset] as const]
    }),
  )
}

async function findStills(services: Services, accountId: AccountId, videoIds: readonly string[]) {
  if (videoIds.length === 0) return new Map<string, NonNullable<Asset['still']>>()
  const { assetId, bytes, mimeType } = mediaThumbnails
  const rows = await services.database.db
    .select({ assetId, bytes, mimeType })
    .from(mediaThumbnails)
    .where(and(eq(mediaThumbnails.userId, accountId), inArray(assetId, [...videoIds])))
  return new Map(rows.map((row) => [row.assetId, { bytes: row.bytes, mimeType: row.mimeType }]))
}

/**
 * What its pixels depend on with the drawing code: the same name is the same picture, byte for byte. It is kept under it,
 * and browsers know it by it.
 */
export async function namePicture(
  services: Services,
  { hash }: Pick<ReviewPicture, 'hash'>,
): Promise<string> {
  return createHash('sha256')
    .update(`${hash} ${await services.drawing.readVersion()}`)
    .digest('hex')
}

/** By key: two visitors at once wait for one drawing. */
const drawingNow = new Map<string, Promise<Painted>>()

/** The PNG, drawn now if it is not there yet. @throws BusyError when that is to be asked again later. */
export async function openReviewPicture(
  services: Services,
  { review, picture, name }: { review: ReviewRow; picture: ReviewPicture; name: string },
): Promise<OpenedObject> {
  const { userId, projectId } = review
  const key = createReviewPictureKey(userId, { projectId, name })
  const kept = await services.storage.open(key)
  if (kept !== undefined) return kept
  const { png, isKept } = await (drawingNow.get(key) ?? startPainting(services, { key, userId, picture }))
  const stored = isKept ? await services.storage.open(key) : undefined
  return stored ?? { sizeBytes: png.byteLength, body: toChunks(png) }
}

type Painting = { key: string; userId: AccountId; picture: ReviewPicture }
/** `isKept`: it is in the storage. */
type Painted = { png: Uint8Array; isKept: boolean }

function startPainting(services: Services, painting: Painting): Promise<Painted> {
  const { key, userId } = painting
  const started = services.drawing
    .takeTurn(userId, (draw) => paint(services, painting, draw))
    .finally(() => drawingNow.delete(key))
  drawingNow.set(key, started)
  return started
}

async function paint(
  services: Services,
  { key, userId, picture }: Painting,
  draw: DrawInTurn,
): Promise<Painted> {
  const { drawing, hash } = picture
  const assets = await findAssets(services, userId, drawing.mediaIds)
  // A capture has come or gone while this waited: by now it is another picture.
  if (hashDrawing(drawing, assets) !== hash) throw new BusyError(CHANGED_RETRY_SECONDS)
  const { files, isComplete } = await readFiles(services, assets)
  let drawn = await draw({ scope: userId, drawing, files })
  if (drawn.kind === 'failed' && files.size > 0) {
    logFailure('A picture of a review link is drawn without its captures', new Error(drawn.message))
    drawn = await draw({ scope: userId, drawing, files: new Map() })
  }
  if (drawn.kind === 'failed') throw new Error(`A picture could not be drawn: ${drawn.message}`)
  const { png } = drawn
  const isKept = isComplete && !isDiskLow(services)
  if (isKept) await services.storage.put(key, toChunks(png), { mimeType: 'image/png' })
  return { png, isKept }
}

async function* toChunks(bytes: Uint8Array): AsyncIterable<Uint8Array> {
  yield bytes
}

/** `isComplete`: nothing is missing that the storage should have. */
async function readFiles(services: Services, assets: Assets) {
  const files = new Map<MediaId, DrawingFile>()
  let left = FILES_MAX_BYTES
  let isComplete = true
  for (const [mediaId, { objectKey, mimeType, fileName, still }] of assets) {
    if (still !== undefined) {
      files.set(mediaId, { ...still, name: fileName })
      continue
    }
    const found = await services.storage.head(objectKey)
    if (found !== undefined && found.sizeBytes > left) continue
    const object = found && (await services.storage.open(objectKey))
    if (object === undefined) {
      isComplete = false
      continue
    }
    left -= object.sizeBytes
    const chunks: Uint8Array[] = []
    for await (const chunk of object.body) chunks.push(chunk)
    files.set(mediaId, { bytes: Buffer.concat(chunks), mimeType, name: fileName })
  }
  return { files, isComplete }
}

/** After a revocation: without a working link nobody may see the pictures any more. */
export async function removeUnneededPictures(
  services: Services,
  { userId, projectId }: Pick<ReviewRow, 'userId' | 'projectId'>,
): Promise<void> {
  if (await hasWorkingReview(services, userId, projectId)) return
  const prefix = createReviewPictureKey(userId, { projectId })
  for await (const { key } of services.storage.list(prefix)) await services.storage.delete(key)
}

/** Daily: what was drawn long ago. */
export async function removeOldPictures(services: Services): Promise<number> {
  let removed = 0
  for await (const { key, updatedAt } of services.storage.list(REVIEW_PICTURES_PREFIX)) {
    if (Date.now() - updatedAt.getTime() < KEEP_DAYS * DAY_MS) continue
    await services.storage.delete(key)
    removed += 1
  }
  return removed
}
