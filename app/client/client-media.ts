import type { MediaId, MintId } from '#app/document/ids.ts'
import type { SampleMedia } from '#app/document/sample-media.ts'
import { createPictureCache } from '#app/editor/draw/picture-cache.ts'
import type { EditorMedia, ImportResult } from '#app/editor/session.ts'
import type { PictureImporter } from '#app/media/import-picture.ts'
import type { PictureResult } from '#app/media/picture-messages.ts'
import type { MediaAsset, MediaStore } from '#app/sync/ports.ts'

export type ClientMediaOptions = {
  store: MediaStore
  importer: PictureImporter
  mintId: MintId
  nowMs: () => number
  /** A picture was taken in, with something to know about it: a smaller copy was kept. */
  onNote: (text: string) => void
}

/** The editor's pictures over this device's media store, and the pictures of the sample. */
export interface ClientMedia extends EditorMedia {
  /** Reads the names of all pictures, so that labels need not wait. */
  loadNames(): Promise<void>
  importSample(sample: readonly SampleMedia[]): Promise<void>
}

type CheckedPicture = Extract<PictureResult, { kind: 'ok' }>

/** Decoded pictures kept in memory: about a dozen captures of the largest phones. */
const cachedPixels = 60_000_000

export function createClientMedia(options: ClientMediaOptions): ClientMedia {
  const { store, importer, mintId, nowMs, onNote } = options
  const names = new Map<MediaId, string>()
  const images = createPictureCache(decode, { maxPixels: cachedPixels })
  const listeners = new Set<(mediaId: MediaId) => void>()
  let storing: Promise<unknown> = Promise.resolve()

  async function decode(mediaId: MediaId): Promise<ImageBitmap | undefined> {
    const file = await store.findFile(mediaId)
    return file === undefined ? undefined : createImageBitmap(file, { imageOrientation: 'from-image' })
  }

  /** One after the other, so that a file dropped twice at once meets its twin in the store. */
  function keep(picture: CheckedPicture, wantedId?: MediaId): Promise<MediaAsset> {
    const stored = storing.then(() => put(picture, wantedId))
    storing = stored.catch(() => undefined)
    return stored
  }

  /** The same bytes are one asset, however often and under whatever name they are dropped. */
  async function put(picture: CheckedPicture, wantedId: MediaId | undefined): Promise<MediaAsset> {
    const known = wantedId === undefined ? await store.findBySha256(picture.sha256) : undefined
    if (known !== undefined && (await store.findFile(known.cloudId)) !== undefined) return known
    const asset = toAsset(picture, wantedId ?? known?.cloudId ?? (mintId() as MediaId), nowMs())
    await store.put(asset, picture.blob, picture.thumbnail)
    names.set(asset.cloudId, asset.fileName)
    for (const listener of [...listeners]) listener(asset.cloudId)
    return asset
  }

  async function importFile(file: File, signal: AbortSignal | undefined): Promise<ImportResult> {
    const fileName = file.name
    const checked = await importer.importPicture(file, signal)
    if (checked.kind === 'cancelled') return { kind: 'cancelled', fileName }
    if (checked.kind === 'refused') return { kind: 'refused', fileName, message: checked.message }
    try {
      const { cloudId, width, height } = await keep(checked)
      if (checked.note !== undefined) onNote(checked.note)
      return { kind: 'imported', mediaId: cloudId, fileName: checked.fileName, width, height }
    } catch (error) {
      return { kind: 'refused', fileName, message: describeStorageFailure(fileName, error) }
    }
  }

  return {
    loadImage: (mediaId) => images.get(mediaId),
    findFile: (mediaId) => store.findFile(mediaId),
    findName: (mediaId) => names.get(mediaId),
    async importFiles(files, { signal, onProgress }) {
      let done = 0
      return Promise.all(
        files.map(async (file) => {
          const result = await importFile(file, signal)
          done += 1
          onProgress?.(done, files.length)
          return result
        }),
      )
    },
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    async loadNames() {
      for (const asset of await store.listAssets()) names.set(asset.cloudId, asset.fileName)
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

function toAsset(picture: CheckedPicture, cloudId: MediaId, atMs: number): MediaAsset {
  const { fileName, mimeType, sizeBytes, width, height, sha256 } = picture
  return {
    cloudId,
    handleName: cloudId,
    fileName,
    fileType: 'image',
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

function describeStorageFailure(fileName: string, error: unknown): string {
  if (error instanceof Error && error.name === 'StorageFullError') {
    return `“${fileName}” was not added, because this device has no room left for it. Everything added before it is safe: free some space or delete projects you no longer need, then add it again.`
  }
  return `“${fileName}” was not added, because it could not be stored on this device. Everything added before it is safe: add it again, and reload the page first if that does not help.`
}
