import type { MediaId } from '#app/document/ids.ts'
import type { MediaAsset, MediaStore } from '#app/sync/ports.ts'

type Entry = { asset: MediaAsset; file: Blob; thumbnail: Blob | undefined }

/** This session only [F20]. */
export function createMemoryMediaStore(): MediaStore {
  const entries = new Map<MediaId, Entry>()
  return {
    async put(asset, file, thumbnail) {
      entries.set(asset.cloudId, { asset, file: new Blob([file], { type: asset.mimeType }), thumbnail })
    },
    findAsset: async (mediaId) => entries.get(mediaId)?.asset,
    findBySha256: async (sha256) => [...entries.values()].find(({ asset }) => asset.sha256 === sha256)?.asset,
    listAssets: async () => [...entries.values()].map(({ asset }) => asset),
    findFile: async (mediaId) => entries.get(mediaId)?.file,
    findThumbnail: async (mediaId) => entries.get(mediaId)?.thumbnail,
    async remove(mediaId) {
      entries.delete(mediaId)
    },
    close: () => undefined,
  }
}
