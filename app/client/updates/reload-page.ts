import type { Notice } from '../platform/notices.ts'
import { getUpdateStore } from './register-service-worker.ts'

export type ReloadPageOptions = {
  flushAll: () => Promise<void>
  hasUnsavedWork: () => boolean
  onRefused: (notice: Notice) => void
}

const unsavedNotice: Notice = {
  id: 'reload-unsaved',
  tone: 'danger',
  text: 'Your last edit could not be saved on this device, so the page was not reloaded. Export the project or free some space, then try again.',
}

/** Loads the newest version, and never over edits that only this tab has [F32]. */
export async function reloadPage({ flushAll, hasUnsavedWork, onRefused }: ReloadPageOptions): Promise<void> {
  await flushAll()
  if (hasUnsavedWork()) {
    onRefused(unsavedNotice)
    return
  }
  const updates = getUpdateStore()
  // A version that waits takes over in all tabs; else the page's own address brings the newest.
  if (updates.getSnapshot().kind === 'ready') updates.applyUpdate()
  else location.reload()
}
