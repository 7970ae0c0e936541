import { imageFormats, videoFormats } from '#app/media-formats/media-format.ts'

/** For the `accept` of file dialogs; a chosen file is judged by its bytes all the same. */
export const acceptedFiles = Object.values({ ...imageFormats, ...videoFormats })
  .map(({ mimeType }) => mimeType)
  .join(',')

/** What a tile carries while it is dragged: the media id. */
export const mediaDragType = 'application/x-appframes-media'
