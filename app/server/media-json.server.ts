import type { MediaAsset } from './media-assets.server.ts'
import { type DirectUpload, URL_SECONDS } from './media-uploads.server.ts'
import { getStorage } from './runtime.server.ts'

/** The asset with a signed address; without one when its object is gone. */
export async function toJsonAsset(asset: MediaAsset) {
  const { id, userId, fileName, fileType, mimeType, size, width, height, sha256, seq } = asset
  return {
    ...{ id, userId, fileName, fileType, mimeType, size, sha256, seq },
    ...(width !== null && { width }),
    ...(height !== null && { height }),
    ...(!asset.objectDeletedAt && { cloudUrl: await signAsset(asset) }),
    createdAt: asset.createdAt.toISOString(),
    updatedAt: asset.updatedAt.toISOString(),
    ...(asset.deletedAt && { deletedAt: asset.deletedAt.toISOString() }),
  }
}

export function signAsset({ objectKey, mimeType, fileName }: MediaAsset): Promise<string> {
  return getStorage().signDownload(objectKey, { mimeType, fileName, expiresInSeconds: URL_SECONDS })
}

export const toJsonUpload = ({ id, assetId, expiresAt, parts }: DirectUpload) => ({
  upload: { id, assetId, expiresAt: expiresAt.toISOString(), parts },
})
