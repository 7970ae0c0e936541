import type { ProjectDocument } from '#app/document/model/schema.ts'
import type { EditorMedia } from '#app/editor/ports/session.ts'

/** A picture whose file is not on this device still has the name that the project remembers. */
export function nameMedia(media: EditorMedia, getDocument: () => ProjectDocument): EditorMedia {
  return {
    ...media,
    findName: (mediaId) => media.findName(mediaId) ?? getDocument().mediaNames?.[mediaId],
  }
}
