import type { Services } from '../services.server.ts'

import type { MediaAsset } from './media-assets.server.ts'
import type { DirectUpload } from './media-uploads.server.ts'

/** The asset with a signed address; without one when its object is gone. */
export async function toJsonAsset(services: Services, asset: MediaAsset) {
  const { id, userId, fileName, fileType, mimeType, size, width, height, sha256, seq, hasThumbnail } = asset
  return {
    ...{ id, userId, fileName, fileType, mimeType, size, sha256, seq },
    ...(width !== null && { width }),
    ...(height !== null && { height }),
    ...(hasThumbnail && { hasThumbnail }),
    ...(!asset.objectDeletedAt && { cloudUrl: await signAsset(services, asset) }),
    createdAt: asset.createdAt.toISOString(),
    updatedAt: asset.updatedAt.toISOString(),
    ...(asset.deletedAt && { deletedAt: asset.deletedAt.toISOString() }),
  }
}

export function signAsset(
  services: Services,
  { objectKey, mimeType, fileName }: MediaAsset,
): Promise<string> {
  const { urlSeconds } = services.environment.media
  return services.storage.signDownload(objectKey, { mimeType, fileName, expiresInSeconds: urlSeconds })
}

export const toJsonUpload = ({ id, assetId, expiresAt, parts }: DirectUpload) => ({
  upload: { id, assetId, expiresAt: expiresAt.toISOString(), parts },
})
