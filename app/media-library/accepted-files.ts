/** For file dialogs; what a file really is, is found out by its bytes. */
export const acceptedFiles = 'image/png,image/jpeg,image/webp,image/gif,video/mp4,video/webm'

/** What a tile carries while it is dragged: the media id. */
export const mediaDragType = 'application/x-appframes-media'
