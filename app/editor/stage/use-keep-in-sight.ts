import { type RefObject, useEffect } from 'react'
import { planInSight } from '../geometry/plan-in-sight.ts'
import type { EditorController } from '../state/editor-controller.ts'

/** Below this width panels are sheets over the stage. */
const sheets = '(max-width: 899px)'
const marginPx = 12

/**
 * Keeps the selected element in the part of the stage that no sheet and no keyboard of the screen covers. The stage gets
 * as much room below its screens (`--covered`), so that its last line can be scrolled above a sheet.
 */
export function useKeepInSight(
  rootRef: RefObject<HTMLElement | null>,
  editor: EditorController,
  /** The open sheet; another one is measured anew. */
  panel: string | undefined,
): void {
  useEffect(() => {
    const root = rootRef.current
    const stage = root?.querySelector<HTMLElement>('[data-stage]')
    return root && stage ? keepInSight(root, stage, { editor, panel }) : undefined
  }, [rootRef, editor, panel])
}

function keepInSight(
  root: HTMLElement,
  stage: HTMLElement,
  { editor, panel }: { editor: EditorController; panel: string | undefined },
): () => void {
  const sheet =
    panel === undefined
      ? null
      : root.querySelector<HTMLElement>(
          panel === 'inspector' ? 'aside[data-inspector]' : `aside[data-panel="${CSS.escape(panel)}"]`,
        )
  let frame = 0
  const apply = () => {
    frame = 0
    const coveredPx = measureCovered(stage, sheet)
    stage.style.setProperty('--covered', `${coveredPx}px`)
    const target = findSelected(stage, editor)
    if (coveredPx === 0 || target === null || stage.dataset.dragging !== undefined) return
    const { left, top, right, bottom } = stage.getBoundingClientRect()
    const room = { left, top, right, bottom: bottom - coveredPx }
    const { x, y } = planInSight(target.getBoundingClientRect(), room, marginPx)
    if (x !== 0 || y !== 0) stage.scrollBy({ left: x, top: y, behavior: 'instant' })
  }
  const later = () => {
    if (frame === 0) frame = requestAnimationFrame(apply)
  }
  let selected = nameSelected(editor)
  const unsubscribe = editor.ui.subscribe(() => {
    const next = nameSelected(editor)
    if (next !== selected) later()
    selected = next
  })
  const watcher = new ResizeObserver(later)
  if (sheet !== null) watcher.observe(sheet)
  const { visualViewport } = window
  visualViewport?.addEventListener('resize', later)
  later()
  return () => {
    cancelAnimationFrame(frame)
    watcher.disconnect()
    unsubscribe()
    visualViewport?.removeEventListener('resize', later)
  }
}

/** CSS pixels of the stage, from below. */
function measureCovered(stage: HTMLElement, sheet: HTMLElement | null): number {
  const sheetPx = sheet !== null && window.matchMedia(sheets).matches ? sheet.offsetHeight : 0
  const { visualViewport } = window
  // A page that is zoomed in has a small visual viewport as well.
  if (visualViewport === null || visualViewport.scale > 1.01) return sheetPx
  const seenBottom = visualViewport.offsetTop + visualViewport.height
  return Math.max(sheetPx, Math.round(stage.getBoundingClientRect().bottom - seenBottom))
}

function nameSelected({ ui }: EditorController): string {
  const { screenId, selectedIds, editingId } = ui.get()
  return [screenId, editingId ?? '', ...selectedIds].join(' ')
}

function findSelected(stage: HTMLElement, { ui }: EditorController): Element | null {
  const { screenId, selectedIds, editingId } = ui.get()
  const elementId = editingId ?? selectedIds.at(-1)
  if (screenId === undefined || elementId === undefined) return null
  return stage.querySelector(
    `[data-artboard="${CSS.escape(screenId)}"] [data-element-id="${CSS.escape(elementId)}"]`,
  )
}
