import type { MediaId } from '#app/document/model/ids.ts'
import { listProjectMedia } from '#app/document/model/project-media.ts'
import type { EditorSession } from '#app/editor/ports/session.ts'

/**
 * Calls `onNamed` with the pictures and fonts that the open project begins to name: an edit, an undo, a restored version that
 * was pulled. Those it names already are no news: one may have been deleted all the same.
 */
export function followNamedMedia(
  { getDocument, subscribe }: Pick<EditorSession, 'getDocument' | 'subscribe'>,
  onNamed: (mediaIds: readonly MediaId[]) => void,
): void {
  let before = getDocument()
  let named = new Set(listProjectMedia(before))
  subscribe(() => {
    const project = getDocument()
    const isSame =
      project.screensByCanvasSize === before.screensByCanvasSize &&
      project.sharedBackgrounds === before.sharedBackgrounds
    before = project
    if (isSame) return
    const now = new Set(listProjectMedia(project))
    const added = [...now].filter((mediaId) => !named.has(mediaId))
    named = now
    if (added.length > 0) onNamed(added)
  })
}
