import { openDocumentText } from '#app/document/changes/open-document-text.ts'
import type { InFlightPush } from '#app/sync/ports/sync-store.ts'

type Push = InFlightPush['push']

/** The same push with its document opened; any other as it is. */
export function openPush(push: Push): Push {
  if (!('text' in push)) return push
  const { text, view, ...rest } = push
  const opened = openDocumentText(text, view)
  return opened === undefined ? push : { ...rest, ...opened }
}
