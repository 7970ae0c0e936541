import type { MediaId } from '#app/document/ids.ts'
import type { SampleMedia } from '#app/document/sample-media.ts'
import type { EditorMedia, ImportResult } from '#app/editor/session.ts'
import type { MediaAsset, MediaStore } from '#app/sync/ports.ts'

/** A picture that was checked, measured and hashed, ready to be stored; or the sentence that says why not. */
export type CheckedPicture =
  | {
      kind: 'picture'
      asset: Omit<MediaAsset, 'cloudId' | 'handleName'>
      file: Blob
      thumbnail: Blob | undefined
    }
  | { kind: 'refused'; fileName: string; message: string }
  | { kind: 'cancelled'; fileName: string }

export type CheckPicture = (file: File, signal?: AbortSignal) => Promise<CheckedPicture>

export type ClientMediaOptions = {
  store: MediaStore
  checkPicture: CheckPicture
  mintId: () => string
}

/** The editor's pictures over this device's media store, and the pictures of the sample. */
export interface ClientMedia extends EditorMedia {
  /** Reads the names of all pictures, so that labels need not wait. */
  loadNames(): Promise<void>
  importSample(sample: readonly SampleMedia[]): Promise<void>
}

export function createClientMedia({ store, checkPicture, mintId }: ClientMediaOptions): ClientMedia {
  const names = new Map<MediaId, string>()
  const images = new Map<MediaId, Promise<ImageBitmap | undefined>>()
  const listeners = new Set<(mediaId: MediaId) => void>()

  function note(mediaId: MediaId, fileName: string): void {
    names.set(mediaId, fileName)
    images.delete(mediaId)
    for (const listener of [...listeners]) listener(mediaId)
  }

  async function decode(mediaId: MediaId): Promise<ImageBitmap | undefined> {
    const file = await store.findFile(mediaId)
    return file === undefined ? undefined : createImageBitmap(file, { imageOrientation: 'from-image' })
  }

  /** The same bytes are one asset, however often and under whatever name they are dropped. */
  async function keep(
    picture: Extract<CheckedPicture, { kind: 'picture' }>,
    wantedId?: MediaId,
  ): Promise<MediaAsset> {
    const known = wantedId === undefined ? await store.findBySha256(picture.asset.sha256) : undefined
    if (known !== undefined && (await store.findFile(known.cloudId)) !== undefined) return known
    const cloudId = wantedId ?? known?.cloudId ?? (mintId() as MediaId)
    const asset = { ...picture.asset, cloudId, handleName: cloudId }
    await store.put(asset, picture.file, picture.thumbnail)
    note(cloudId, asset.fileName)
    return asset
  }

  async function importFile(file: File, signal: AbortSignal | undefined): Promise<ImportResult> {
    if (signal?.aborted) return { kind: 'cancelled', fileName: file.name }
    try {
      const checked = await checkPicture(file, signal)
      if (checked.kind !== 'picture') return checked
      const { cloudId, width, height } = await keep(checked)
      return { kind: 'imported', mediaId: cloudId, fileName: file.name, width, height }
    } catch (error) {
      return { kind: 'refused', fileName: file.name, message: describeFailure(file.name, error) }
    }
  }

  return {
    loadImage(mediaId) {
      const loading = images.get(mediaId) ?? decode(mediaId)
      images.set(mediaId, loading)
      // What is missing or unreadable now may be there the next time somebody asks.
      loading.then(
        (image) => image === undefined && images.delete(mediaId),
        () => images.delete(mediaId),
      )
      return loading
    },
    findFile: (mediaId) => store.findFile(mediaId),
    findName: (mediaId) => names.get(mediaId),
    async importFiles(files, { signal, onProgress }) {
      const results: ImportResult[] = []
      // One after the other: a dozen photos decoded at once is more memory than a phone has.
      for (const file of files) {
        results.push(await importFile(file, signal))
        onProgress?.(results.length, files.length)
      }
      return results
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
        if (!response.ok) throw new Error(`The picture ${fileName} of the sample could not be read.`)
        const blob = await response.blob()
        const checked = await checkPicture(new File([blob], fileName, { type: blob.type }))
        if (checked.kind === 'picture') await keep(checked, mediaId)
      }
    },
  }
}

function describeFailure(fileName: string, error: unknown): string {
  const reason = error instanceof Error ? error.message : 'It could not be stored.'
  return `“${fileName}” was not added. ${reason}`
}
