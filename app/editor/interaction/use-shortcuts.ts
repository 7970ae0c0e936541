import { useEffect } from 'react'
import type { ElementId } from '#app/document/model/ids.ts'
import { copySelection } from '../actions/clipboard-actions.ts'
import {
  deleteSelection,
  duplicateSelection,
  reorderSelection,
  selectAll,
} from '../actions/element-actions.ts'
import { selectNeighbourScreen } from '../actions/screen-actions.ts'
import { planNudge } from '../geometry/plan-nudge.ts'
import { findCanvasPx } from '../state/canvas-px.ts'
import type { Workbench } from '../state/editor-controller.ts'
import { createNudge, type Nudge } from './nudge.ts'
import { planShortcut, type Shortcut } from './plan-shortcut.ts'

/** The stage's keys, also while nothing has the focus. Fields, menus and dialogs keep theirs. */
export function useShortcuts(workbench: Workbench): void {
  useEffect(() => {
    const nudge = createNudge(workbench)
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented || !isForStage(event)) return
      const command = event.ctrlKey || event.metaKey
      const shift = pickNudge(workbench, event)
      if (shift !== undefined && !command && !event.altKey) {
        event.preventDefault()
        nudge.by(shift)
        return
      }
      const shortcut = planShortcut({ key: event.key, shift: event.shiftKey, command, alt: event.altKey })
      if (shortcut === undefined || !runShortcut(workbench, shortcut, nudge)) return
      event.preventDefault()
    }
    window.addEventListener('keydown', onKeyDown)
    window.addEventListener('pagehide', leaveField, { capture: true })
    return () => {
      window.removeEventListener('keydown', onKeyDown)
      window.removeEventListener('pagehide', leaveField, { capture: true })
      nudge.close()
    }
  }, [workbench])
}

/**
 * A page that goes away does not blur its field, and fields commit when they are left. In the capture phase, so that the
 * edit is there when the client saves the page's work.
 */
function leaveField(): void {
  if (document.activeElement instanceof HTMLElement) document.activeElement.blur()
}

function pickNudge(workbench: Workbench, event: KeyboardEvent): { x: number; y: number } | undefined {
  const { selectedIds, canvasSizeId } = workbench.ui.get()
  const screen = workbench.findCurrentScreen()
  if (screen === undefined || selectedIds.length === 0 || workbench.readOnly) return undefined
  return planNudge(event.key, event.shiftKey, findCanvasPx(canvasSizeId, screen.orientation).widthPx)
}

/** `false`: nothing was done, so the browser may do what it does with the key. */
function runShortcut(workbench: Workbench, shortcut: Shortcut, nudge: Nudge): boolean {
  const { ui, session, room } = workbench
  const { selectedIds, screenId } = ui.get()
  nudge.flush()
  switch (shortcut) {
    case 'undo':
      if (!workbench.readOnly) session.undo()
      return true
    case 'redo':
      if (!workbench.readOnly) session.redo()
      return true
    case 'select-all':
      selectAll(workbench)
      return true
    case 'zoom-in':
      room.zoomBy(1.25)
      return true
    case 'zoom-out':
      room.zoomBy(0.8)
      return true
    case 'zoom-fit':
      workbench.setZoom(1)
      return true
    case 'next-screen':
      selectNeighbourScreen(workbench, 1)
      return true
    case 'previous-screen':
      selectNeighbourScreen(workbench, -1)
      return true
    case 'deselect':
      if (selectedIds.length === 0 || screenId === undefined) return false
      workbench.selectElements(screenId, [])
      return true
    default:
      if (selectedIds.length === 0 || screenId === undefined) return false
      return runOnSelection(workbench, shortcut, selectedIds)
  }
}

function runOnSelection(
  workbench: Workbench,
  shortcut: 'delete' | 'duplicate' | 'copy' | 'forward' | 'backward' | 'front' | 'back' | 'type',
  selectedIds: readonly ElementId[],
): boolean {
  switch (shortcut) {
    case 'delete':
      deleteSelection(workbench)
      return true
    case 'duplicate':
      duplicateSelection(workbench)
      return true
    case 'copy':
      copySelection(workbench)
      return true
    case 'type': {
      const screen = workbench.findCurrentScreen()
      const [id] = selectedIds
      const element = id === undefined ? undefined : screen?.elements[id]
      if (screen === undefined || id === undefined || element?.type !== 'text' || element.locked) return false
      workbench.startTyping(screen.id, id)
      return true
    }
    default:
      reorderSelection(workbench, shortcut)
      return true
  }
}

const ownKeys =
  'input, textarea, select, [contenteditable], [role="menu"], [role="listbox"], [role="dialog"], [role="slider"], [data-own-keys]'

function isForStage(event: KeyboardEvent): boolean {
  const { target } = event
  if (!(target instanceof Element)) return true
  if (target.closest(ownKeys) !== null) return false
  const onStage = target === document.body || target.closest('[data-stage]') !== null
  // A focused button of the chrome keeps Enter, Space and the arrows; the rest works from anywhere.
  return onStage || (event.key !== 'Enter' && !event.key.startsWith('Arrow') && event.key !== 'Backspace')
}
