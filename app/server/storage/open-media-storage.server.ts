import { join } from 'node:path'
import { createDiskMediaStorage } from './disk-media-storage.server.ts'
import type { MediaStorage } from './media-storage.server.ts'
import { prepareDiskFolder } from './prepare-disk-folder.server.ts'
import type { S3Settings } from './s3-media-storage.server.ts'

/** The bucket that the settings name, else the disk. Nothing is connected before it is used. */
export async function openMediaStorage(settings: {
  dataDir: string
  authSecret: string
  bucket: S3Settings | undefined
}): Promise<MediaStorage> {
  if (settings.bucket) {
    // The SDK takes a third of a second to load: only those who have a bucket wait for it.
    const { createS3MediaStorage } = await import('./s3-media-storage.server.ts')
    return createS3MediaStorage(settings.bucket)
  }
  const folder = join(settings.dataDir, 'media')
  await prepareDiskFolder(folder)
  return createDiskMediaStorage({ folder, secret: settings.authSecret })
}
