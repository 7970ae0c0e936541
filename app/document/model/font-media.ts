import type { MediaId } from './ids.ts'

const prefix = 'media:'

/** The value of `TextStyle.family` for a font of the media library. */
export function fontFamilyOf(mediaId: MediaId): string {
  return `${prefix}${mediaId}`
}

/** The file of a family; `undefined` for a bundled one. */
export function findFontMedia(family: string | null | undefined): MediaId | undefined {
  return family?.startsWith(prefix) ? (family.slice(prefix.length) as MediaId) : undefined
}
