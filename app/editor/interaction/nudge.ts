import { moveElements } from '#app/document/edits/update-element.ts'
import type { Point } from '../geometry/box.ts'
import { roundLength } from '../geometry/round-length.ts'
import { nameElements } from '../state/describe-element.ts'
import type { EditorController } from '../state/editor-controller.ts'
import { createDragLayer, type DragLayer } from './drag-layer.ts'
import { gatherParts, listFollowers, type SelectedPart } from './selected-parts.ts'

/** Delay after the last arrow key; a burst of keys is one change. */
const restMs = 300

export interface Nudge {
  by(shift: Point): void
  /** Commits the pending nudge now. */
  flush(): void
  close(): void
}

type Pending = {
  parts: readonly SelectedPart[]
  label: string
  dragLayers: readonly DragLayer[]
  followers: readonly HTMLElement[]
  total: Point
}

/** Arrow keys move the selection at once on a drag layer and commit when they pause. */
export function createNudge(editor: EditorController): Nudge {
  let pending: Pending | undefined
  let timer: ReturnType<typeof setTimeout> | undefined
  const flush = () => {
    clearTimeout(timer)
    if (pending === undefined) return
    const { parts, label, dragLayers, followers, total } = pending
    pending = undefined
    for (const node of followers) node.style.translate = ''
    const by = { dx: roundLength(total.x), dy: roundLength(total.y) }
    editor.edit(label, (project) =>
      parts.reduce((draft, { ref }) => moveElements(draft, { ...ref, ...by }), project),
    )
    for (const layer of dragLayers) layer.drop()
  }
  // Any other action (another selection, a press anywhere, leaving the page) must come after the nudge, not before it.
  const unsubscribe = editor.ui.subscribe(flush)
  window.addEventListener('pointerdown', flush, { capture: true })
  window.addEventListener('pagehide', flush, { capture: true })

  return {
    by(shift) {
      pending ??= startNudge(editor)
      if (pending === undefined) return
      const { total, dragLayers, followers, parts } = pending
      pending.total = { x: total.x + shift.x, y: total.y + shift.y }
      const { x, y } = pending.total
      for (const [at, layer] of dragLayers.entries()) {
        const unitPx = parts[at]?.unitPx ?? 0
        layer.translate(x * unitPx, y * unitPx)
      }
      const unitPx = parts[0]?.unitPx ?? 0
      for (const node of followers) node.style.translate = `${x * unitPx}px ${y * unitPx}px`
      clearTimeout(timer)
      timer = setTimeout(flush, restMs)
    },
    flush,
    close() {
      flush()
      unsubscribe()
      window.removeEventListener('pointerdown', flush, { capture: true })
      window.removeEventListener('pagehide', flush, { capture: true })
    },
  }
}

function startNudge(editor: EditorController): Pending | undefined {
  const parts = gatherParts(editor)
  if (parts.length === 0) return undefined
  return {
    parts,
    label: `Nudge ${nameElements(parts.flatMap(({ elements }) => elements.map(({ element }) => element)))}`,
    dragLayers: parts.map(({ staged, screen, ref }) =>
      createDragLayer({ staged, screen, elementIds: ref.elementIds, measureBox: editor.measureBox }),
    ),
    followers: parts.flatMap(({ staged }) => listFollowers(staged)),
    total: { x: 0, y: 0 },
  }
}
