import type { Project } from '#app/document/model/schema.ts'

/**
 * Shows an edit that is not committed yet (a slider being dragged, a colour being picked) without any React render:
 * listeners draw the draft themselves. They receive at most one draft per frame.
 */
export interface Preview {
  show(edit: (project: Project) => Project): void
  /** Ends the preview: back to the document. */
  clear(): void
  /** `undefined`: the preview ended. */
  subscribe(listener: (draft: Project | undefined) => void): () => void
}

export function createPreview(session: { getProject: () => Project }): Preview {
  const listeners = new Set<(draft: Project | undefined) => void>()
  let pending: ((project: Project) => Project) | undefined
  let frame = 0
  let shown = false

  const notify = (draft: Project | undefined) => {
    for (const listener of [...listeners]) listener(draft)
  }

  return {
    show(edit) {
      pending = edit
      if (frame !== 0) return
      frame = requestAnimationFrame(() => {
        frame = 0
        if (pending === undefined) return
        shown = true
        notify(pending(session.getProject()))
        pending = undefined
      })
    },
    clear() {
      cancelAnimationFrame(frame)
      frame = 0
      pending = undefined
      if (shown) notify(undefined)
      shown = false
    },
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}
