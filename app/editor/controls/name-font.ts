import { findFontMedia } from '#app/document/model/font-media.ts'
import type { MediaId } from '#app/document/model/ids.ts'
import { findFontFamily } from '#app/render/fonts.ts'
import { findUserFont } from '#app/render/user-fonts.ts'

/** As shown in the font field: the name of the family; of a font of the user's own, until it is read, its file's. */
export function nameFont(family: string, findName: (mediaId: MediaId) => string | undefined): string {
  const mediaId = findFontMedia(family)
  if (mediaId === undefined) return findFontFamily(family)?.name ?? `${family} (not available)`
  const file = findName(mediaId)
  const stem = file?.replace(/\.[^.]+$/, '')
  return findUserFont(family)?.name || stem || 'A font that is not on this device'
}
