import type { ElementsRef } from '#app/document/edits/edit-screen.ts'
import { moveElements } from '#app/document/edits/update-element.ts'
import { findSelection } from '../actions/element-actions.ts'
import type { Point } from '../geometry/box.ts'
import { roundLength } from '../geometry/round-length.ts'
import { nameElements } from '../state/describe-element.ts'
import type { EditorController } from '../state/editor-controller.ts'
import { createDragLayer, type DragLayer } from './drag-layer.ts'

/** Delay after the last arrow key; a burst of keys is one change. */
const restMs = 300

export interface Nudge {
  by(shift: Point): void
  /** Commits the pending nudge now. */
  flush(): void
  close(): void
}

type Pending = {
  ref: ElementsRef
  label: string
  dragLayer: DragLayer
  followers: readonly HTMLElement[]
  unitPx: number
  total: Point
}

/** Arrow keys move the selection at once on a drag layer and commit when they pause. */
export function createNudge(editor: EditorController): Nudge {
  let pending: Pending | undefined
  let timer: ReturnType<typeof setTimeout> | undefined

  const flush = () => {
    clearTimeout(timer)
    if (pending === undefined) return
    const { ref, label, dragLayer, followers, total } = pending
    pending = undefined
    for (const node of followers) node.style.translate = ''
    editor.edit(label, (project) =>
      moveElements(project, { ...ref, dx: roundLength(total.x), dy: roundLength(total.y) }),
    )
    dragLayer.drop()
  }

  // Any other action (another selection, a press anywhere, leaving the page) must come after the nudge, not before it.
  const unsubscribe = editor.ui.subscribe(flush)
  window.addEventListener('pointerdown', flush, { capture: true })
  window.addEventListener('pagehide', flush, { capture: true })

  return {
    by(shift) {
      pending ??= startNudge(editor)
      if (pending === undefined) return
      const { total, dragLayer, followers, unitPx } = pending
      pending.total = { x: total.x + shift.x, y: total.y + shift.y }
      const { x, y } = pending.total
      dragLayer.translate(x * unitPx, y * unitPx)
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
  const selection = findSelection(editor)
  const screen = editor.findCurrentScreen()
  const staged = screen === undefined ? undefined : editor.stageState.screens.get(screen.id)
  if (selection === undefined || screen === undefined || staged === undefined) return undefined
  const elementIds = selection.elementIds.filter((id) => screen.elements[id]?.locked === false)
  if (elementIds.length === 0) return undefined
  return {
    ref: { ...selection, elementIds },
    label: `Nudge ${nameElements(elementIds.flatMap((id) => screen.elements[id] ?? []))}`,
    dragLayer: createDragLayer({ staged, screen, elementIds, measureBox: editor.measureBox }),
    followers: [
      ...staged.artboard.querySelectorAll<HTMLElement>('[data-selection], [data-selection-member]'),
    ],
    unitPx: staged.artboard.clientWidth,
    total: { x: 0, y: 0 },
  }
}
