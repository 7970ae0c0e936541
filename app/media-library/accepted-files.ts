import { imageFormats, videoFormats } from '#app/media-formats/media-format.ts'

/** For the `accept` of file dialogs; chosen files are still checked by their bytes. */
export const acceptedFiles = Object.values({ ...imageFormats, ...videoFormats })
  .map(({ mimeType }) => mimeType)
  .join(',')

/** The data type of a dragged tile: the media id. */
export const mediaDragType = 'application/x-appframes-media'
