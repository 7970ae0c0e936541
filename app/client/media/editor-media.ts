import * as z from 'zod/mini'
import type { MediaId, MintId } from '#app/document/model/ids.ts'
import type { SampleMedia } from '#app/document/sample/sample-media.ts'
import type { EditorMedia } from '#app/editor/ports/session.ts'
import { listRefusals } from '#app/media/gather-refusals.ts'
import type { PictureImporter } from '#app/media/import-picture.ts'
import type { ImportResult } from '#app/media/import-result.ts'
import type { PictureResult } from '#app/media/picture-messages.ts'
import { isFontType } from '#app/media-formats/media-format.ts'
import { createDecodedPictures } from '#app/render/decoded-pictures.ts'
import type { MediaAsset } from '#app/sync/ports/project-store.ts'
import { fetchOriginal } from './fetch-original.ts'
import type { LocalMedia } from './local-media.ts'

export type ClientMediaOptions = {
  localMedia: Pick<LocalMedia, 'store' | 'service' | 'broadcast' | 'subscribe' | 'makeRoom'>
  importer: PictureImporter
  isSignedIn: boolean
  mintId: MintId
  nowMs: () => number
  /** A picture was imported with a notice: a smaller copy was stored. */
  onNotice: (text: string) => void
}

/** The editor's pictures over this device's media store, and the pictures of the sample. */
export interface ClientMedia extends EditorMedia {
  /** Reads the names of all pictures, so that labels are available synchronously. */
  loadNames(): Promise<void>
  importSample(sample: readonly SampleMedia[]): Promise<void>
  /**
   * A file of an archive, under its id there where that is free. Bytes that are here already are not stored again, and a deleted
   * file with them comes back.
   */
  importArchived(file: File, archived: { mediaId: MediaId; sha256: string }): Promise<ArchivedResult>
  /** Removes what an import has stored a moment ago; an account, which may have it already, deletes it as any other file. */
  removeImported(mediaIds: readonly MediaId[]): Promise<void>
  /** A project names files that it did not name before, as after an undo: deleted ones come back. */
  nameAgain(mediaIds: readonly MediaId[]): Promise<void>
  /** After the stored data was cleared: from the account, or else from what is decoded in memory [F21]. */
  saveAgain(mediaIds: readonly MediaId[]): Promise<void>
}

export type ArchivedResult =
  /** `isNew`: it was not on this device. */
  { kind: 'imported'; mediaId: MediaId; isNew: boolean } | { kind: 'refused'; message: string }

type CheckedFile = Extract<PictureResult, { kind: 'ok' }>

/** Decoded pictures kept in memory: about a dozen captures of the largest phones. */
const cachedPixels = 60_000_000
/** Files that wait in memory for their turn on the disk, beside those in the workers. */
const filesAtOnce = 4

export function createClientMedia(options: ClientMediaOptions): ClientMedia {
  const { localMedia, importer, isSignedIn, mintId, nowMs, onNotice } = options
  const { store } = localMedia
  const names = new Map<MediaId, string>()
  const sizes = new Map<MediaId, { width: number; height: number }>()

  function remember({ cloudId, fileName, width, height }: MediaAsset): void {
    names.set(cloudId, fileName)
    sizes.set(cloudId, { width, height })
  }
  const images = createDecodedPictures(decode, { maxPixels: cachedPixels })
  const listeners = new Set<(mediaId: MediaId) => void>()
  /** By hash: the copies of a file dropped twice at once share one import. */
  const storing = new Map<string, Promise<MediaAsset>>()

  localMedia.subscribe((news) => {
    if (news.kind === 'changed' || news.kind === 'arrived') void refreshName(news.mediaId)
    if (news.kind !== 'arrived' && news.kind !== 'thumbnail') return
    for (const listener of [...listeners]) listener(news.mediaId)
  })

  async function refreshName(mediaId: MediaId): Promise<void> {
    const asset = await store.findAsset(mediaId).catch(() => undefined)
    if (asset === undefined) names.delete(mediaId)
    else remember(asset)
  }

  async function decode(mediaId: MediaId): Promise<ImageBitmap | undefined> {
    const file = await store.findFile(mediaId)
    if (file === undefined) {
      // In the account, or being uploaded to it: a placeholder is shown until it arrives [F39].
      localMedia.service?.request(mediaId)
      return undefined
    }
    if (isFontType(file.type)) return undefined
    if (file.type.startsWith('video/')) return (await fetchPixelCode()).readPoster(file)
    return createImageBitmap(file, { imageOrientation: 'from-image' })
  }

  async function loadSmallImage(mediaId: MediaId): Promise<ImageBitmap | undefined> {
    const picture = await store.findThumbnail(mediaId)
    if (picture !== undefined) return createImageBitmap(picture)
    localMedia.service?.requestThumbnail(mediaId)
    return undefined
  }

  async function findPicture(mediaId: MediaId): Promise<Blob | undefined> {
    const file = await store.findFile(mediaId)
    return file?.type.startsWith('video/') ? (await fetchPixelCode()).createPoster(file) : file
  }

  function keep(picture: CheckedFile, requestedId?: MediaId): Promise<MediaAsset> {
    const before = storing.get(picture.sha256) ?? Promise.resolve()
    const stored = before.catch(() => undefined).then(() => putWithRoom(picture, requestedId))
    storing.set(picture.sha256, stored)
    const forget = () => storing.get(picture.sha256) === stored && storing.delete(picture.sha256)
    stored.then(forget, forget)
    return stored
  }

  async function putWithRoom(picture: CheckedFile, requestedId: MediaId | undefined): Promise<MediaAsset> {
    try {
      return await put(picture, requestedId)
    } catch (error) {
      const isFull = error instanceof Error && error.name === 'StorageFullError'
      if (!isFull || !(await localMedia.makeRoom(picture.sizeBytes))) throw error
      return put(picture, requestedId)
    }
  }

  /** The same bytes are one asset, however often and under whatever name they are dropped. */
  async function put(picture: CheckedFile, requestedId: MediaId | undefined): Promise<MediaAsset> {
    const known = requestedId === undefined ? await store.findBySha256(picture.sha256) : undefined
    if (known !== undefined) {
      if ((await store.findFile(known.cloudId)) !== undefined) return known
      await store.putFile(known.cloudId, picture.blob)
      if (picture.thumbnail !== undefined) await store.putThumbnail(known.cloudId, picture.thumbnail)
      // A file that the browser had lost before its upload is stored again.
      await store.update(known.cloudId, ({ syncError: _syncError, ...row }) =>
        row.syncStatus === 'error' ? { ...row, syncStatus: 'pending' } : row,
      )
      announce(known)
      return known
    }
    const asset = toAsset(picture, requestedId ?? (mintId() as MediaId), nowMs())
    await store.put(asset, picture.blob, picture.thumbnail)
    announce(asset)
    return asset
  }

  function announce(asset: MediaAsset): void {
    const { cloudId } = asset
    remember(asset)
    localMedia.broadcast({ kind: 'changed', mediaId: cloudId })
    localMedia.broadcast({ kind: 'arrived', mediaId: cloudId })
    localMedia.service?.wake('import')
  }

  async function importFile(file: File, signal: AbortSignal | undefined): Promise<ImportResult> {
    const fileName = file.name
    const checked = await importer.importPicture(file, signal)
    if (checked.kind === 'cancelled') return { kind: 'cancelled', fileName }
    if (checked.kind === 'refused') return { kind: 'refused', fileName, message: checked.message }
    try {
      const { cloudId, fileType, width, height } = await keep(checked)
      if (checked.notice !== undefined) onNotice(checked.notice)
      return { kind: 'imported', mediaId: cloudId, fileName: checked.fileName, fileType, width, height }
    } catch (error) {
      return refuseStorage(fileName, error)
    }
  }

  async function removeImported(mediaIds: readonly MediaId[]): Promise<void> {
    for (const mediaId of mediaIds) {
      if (isSignedIn) await store.update(mediaId, (row) => ({ ...row, deletedAt: nowMs() }))
      else await store.remove(mediaId)
      localMedia.broadcast({ kind: 'changed', mediaId })
    }
    localMedia.service?.wake('edit')
  }

  async function takeBack(
    results: readonly ImportResult[],
    known: ReadonlySet<MediaId>,
  ): Promise<readonly ImportResult[]> {
    const imported = results.flatMap((result) => (result.kind === 'imported' ? [result.mediaId] : []))
    await removeImported(imported.filter((mediaId) => !known.has(mediaId)))
    return results.map((result) =>
      result.kind === 'refused' ? result : { kind: 'cancelled', fileName: result.fileName },
    )
  }

  async function importArchived(
    file: File,
    { mediaId, sha256 }: { mediaId: MediaId; sha256: string },
  ): Promise<ArchivedResult> {
    const own = await store.findAsset(mediaId)
    const known = own?.sha256 === sha256 ? own : await store.findBySha256(sha256)
    if (known?.deletedAt !== undefined) await undelete(known.cloudId)
    if (known !== undefined && (await store.findFile(known.cloudId)) !== undefined)
      return { kind: 'imported', mediaId: known.cloudId, isNew: false }
    const checked = await importer.importPicture(file)
    if (checked.kind !== 'ok')
      return { kind: 'refused', message: checked.kind === 'refused' ? checked.message : 'It was cancelled.' }
    const freeId = own === undefined && z.guid().safeParse(mediaId).success ? mediaId : (mintId() as MediaId)
    const { cloudId } = await keep(checked, known === undefined ? freeId : undefined)
    return { kind: 'imported', mediaId: cloudId, isNew: known === undefined }
  }

  async function undelete(mediaId: MediaId): Promise<void> {
    await store.update(mediaId, ({ deletedAt: _deletedAt, isDeletionForced: _isForced, ...row }) => row)
    localMedia.broadcast({ kind: 'changed', mediaId })
  }

  async function nameOneAgain(mediaId: MediaId): Promise<void> {
    const known = await store.findAsset(mediaId)
    if (known === undefined) await localMedia.service?.nameAgain(mediaId)
    else if (known.deletedAt !== undefined) await undelete(mediaId)
  }

  async function saveOneAgain(mediaId: MediaId): Promise<void> {
    if ((await store.findFile(mediaId)) !== undefined) return
    const inAccount = (await localMedia.service?.fetchOriginal(mediaId)) ?? 'unknown'
    const picture = inAccount === 'unknown' ? await images.peek(mediaId) : undefined
    if (picture === undefined) return
    const { encodePicture } = await fetchPixelCode()
    const file = await encodePicture(picture, names.get(mediaId) ?? 'Picture.png')
    if (file === undefined) return
    const checked = await importer.importPicture(file)
    if (checked.kind === 'ok') await keep(checked, mediaId)
  }

  return {
    loadImage: (mediaId) => images.get(mediaId),
    loadSmallImage,
    findFile: findPicture,
    findName: (mediaId) => names.get(mediaId),
    findSize: (mediaId) => sizes.get(mediaId),
    async fetchFiles(mediaIds, { signal, onProgress, onUnknown }) {
      const missing = new Set<MediaId>()
      let done = 0
      await Promise.all(
        mediaIds.map(async (mediaId) => {
          const isHere = (await store.findFile(mediaId)) !== undefined
          const end = isHere ? 'here' : await fetchOriginal(localMedia.service, mediaId, signal)
          if (end !== 'here') missing.add(mediaId)
          if (end === 'unknown') onUnknown?.(mediaId)
          done += 1
          onProgress?.(done, mediaIds.length)
        }),
      )
      return missing
    },
    async importFiles(files, { signal, onProgress, isAllOrNothing = false }) {
      const results: ImportResult[] = []
      const known = isAllOrNothing
        ? new Set((await store.listAssets()).map(({ cloudId }) => cloudId))
        : undefined
      let next = 0
      let done = 0
      const work = async () => {
        for (;;) {
          const index = next++
          const file = files[index]
          if (file === undefined) return
          results[index] = await importFile(file, signal)
          done += 1
          onProgress?.(done, files.length)
        }
      }
      await Promise.all(Array.from({ length: Math.min(filesAtOnce, files.length) }, work))
      const isCut = results.some(({ kind }) => kind === 'cancelled')
      return known !== undefined && isCut ? takeBack(results, known) : results
    },
    importArchived,
    removeImported,
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    async loadNames() {
      for (const asset of await store.listAssets()) remember(asset)
    },
    async nameAgain(mediaIds) {
      for (const mediaId of mediaIds) await nameOneAgain(mediaId)
    },
    async saveAgain(mediaIds) {
      for (const mediaId of mediaIds) await saveOneAgain(mediaId)
    },
    async importSample(sample) {
      for (const { mediaId, url, fileName } of sample) {
        if ((await store.findFile(mediaId)) !== undefined) continue
        const response = await fetch(url)
        if (!response.ok)
          throw new Error('The pictures of the sample could not be read. Go online once and try again.')
        const checked = await importer.importPicture(new File([await response.blob()], fileName))
        if (checked.kind === 'ok') await keep(checked, mediaId)
      }
    },
  }
}

/** Fetched for the first video, and to save a decoded picture again. */
const fetchPixelCode = () => import('./picture-from-pixels.ts')

function toAsset(picture: CheckedFile, cloudId: MediaId, atMs: number): MediaAsset {
  const { fileName, fileType, mimeType, sizeBytes, width, height, sha256 } = picture
  return {
    cloudId,
    handleName: cloudId,
    fileName,
    fileType,
    mimeType,
    size: sizeBytes,
    width,
    height,
    sha256,
    createdAt: atMs,
    updatedAt: atMs,
    syncStatus: 'pending',
  }
}

function refuseStorage(fileName: string, error: unknown): ImportResult {
  if (error instanceof Error && error.name === 'StorageFullError') {
    const message = listRefusals([{ fileName, message: '', isFull: true }]).join(' ')
    return { kind: 'refused', fileName, message, isFull: true }
  }
  const message = `“${fileName}” was not added, because it could not be stored on this device. Everything added before it is safe: add it again, and reload the page first if that does not help.`
  return { kind: 'refused', fileName, message }
}
