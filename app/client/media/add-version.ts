import { CanvasReadError } from '#app/canvas/check-canvas-reads.ts'
import { editPicture, nameVersion, type PictureEdit } from '#app/media/edit-picture.ts'
import type { ImportResult } from '#app/media/import-result.ts'
import type { MediaItem } from '#app/media-library/media-library.ts'
import type { ClientMedia } from './editor-media.ts'
import type { LocalMedia } from './local-media.ts'

/** A new picture of this device, made of another's original. */
export async function addVersion(
  item: MediaItem,
  edit: PictureEdit,
  { localMedia, media }: { localMedia: Pick<LocalMedia, 'store'>; media: Pick<ClientMedia, 'importFiles'> },
): Promise<ImportResult> {
  const { fileName } = item
  const original = await localMedia.store.findFile(item.mediaId)
  if (original === undefined) {
    const message = `The original of “${fileName}” is not on this device. Go online and open it again.`
    return { kind: 'refused', fileName, message }
  }
  const picture = await editPicture(original, edit).catch((error: unknown) => {
    if (error instanceof CanvasReadError) return error
    throw error
  })
  if (picture instanceof Error) return { kind: 'refused', fileName, message: picture.message }
  const file = new File([picture], nameVersion(fileName, picture.type), { type: picture.type })
  const [result] = await media.importFiles([file], {})
  if (result === undefined) throw new Error('An import of one file had no result.')
  return result
}
