import { fontFormats, imageFormats, videoFormats } from '#app/media-formats/media-format.ts'

/** For the `accept` of file dialogs; chosen files are still checked by their bytes. */
export const acceptedFiles = Object.values({ ...imageFormats, ...videoFormats })
  .map(({ mimeType }) => mimeType)
  .join(',')

/** Systems that know no type of a font go by the ending. */
export const acceptedFonts = Object.values(fontFormats)
  .flatMap(({ name, mimeType }) => [mimeType, `.${name}`])
  .join(',')

/** The data type of a dragged tile: the media id. */
export const mediaDragType = 'application/x-appframes-media'
