import type { MediaId } from '#app/document/model/ids.ts'
import type { MediaAsset, MediaStore } from '#app/sync/ports/project-store.ts'
import { pickCopy } from '../media/media-store.ts'

type Entry = { asset: MediaAsset; file: Blob | undefined; thumbnail: Blob | undefined }

/** This session only [F20]. */
export function createMemoryMediaStore(): MediaStore {
  const entries = new Map<MediaId, Entry>()
  const type = (asset: MediaAsset, file: Blob) => new Blob([file], { type: asset.mimeType })
  return {
    async put(asset, file, thumbnail) {
      entries.set(asset.cloudId, { asset, file: type(asset, file), thumbnail })
    },
    async putRow(asset) {
      const { file, thumbnail } = entries.get(asset.cloudId) ?? {}
      entries.set(asset.cloudId, { asset, file, thumbnail })
    },
    async putFile(mediaId, file) {
      const entry = entries.get(mediaId)
      if (entry === undefined) return false
      const { isRemote: _isRemote, ...asset } = entry.asset
      entries.set(mediaId, { ...entry, asset, file: type(asset, file) })
      return true
    },
    async putThumbnail(mediaId, picture) {
      const entry = entries.get(mediaId)
      if (entry !== undefined) entry.thumbnail = picture
    },
    async update(mediaId, change) {
      const entry = entries.get(mediaId)
      if (entry === undefined) return undefined
      entry.asset = change(entry.asset) ?? entry.asset
      return entry.asset
    },
    findAsset: async (mediaId) => entries.get(mediaId)?.asset,
    findBySha256: async (sha256) =>
      pickCopy([...entries.values()].flatMap(({ asset }) => (asset.sha256 === sha256 ? [asset] : []))),
    listAssets: async () => [...entries.values()].map(({ asset }) => asset),
    findFile: async (mediaId) => entries.get(mediaId)?.file,
    findThumbnail: async (mediaId) => entries.get(mediaId)?.thumbnail,
    async removeFile(mediaId) {
      const entry = entries.get(mediaId)
      if (entry === undefined) return
      entries.set(mediaId, { ...entry, asset: { ...entry.asset, isRemote: true }, file: undefined })
    },
    async remove(mediaId) {
      entries.delete(mediaId)
    },
    close: () => undefined,
  }
}
