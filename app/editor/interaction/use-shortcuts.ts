import { notifications } from '@mantine/notifications'
import { useEffect } from 'react'
import type { ElementId } from '#app/document/model/ids.ts'
import { isApple } from '#app/ui/keyboard/is-apple.ts'
import {
  deleteSelection,
  duplicateSelection,
  reorderSelection,
  selectAll,
} from '../actions/element-actions.ts'
import { redo, undo } from '../actions/history-actions.ts'
import { selectNeighbourScreen } from '../actions/screen-actions.ts'
import { planNudge } from '../geometry/plan-nudge.ts'
import { findCanvasPx } from '../state/canvas-px.ts'
import type { EditorController } from '../state/editor-controller.ts'
import { flushBursts } from '../state/use-burst.ts'
import { isForStage } from './is-for-stage.ts'
import { type EditorCommand, readShortcut } from './key-table.ts'
import { createNudge, type Nudge } from './nudge.ts'

/** The stage's keys, also while nothing has the focus. Fields, menus and dialogs handle their own. */
export function useShortcuts(editor: EditorController, onShowKeys: () => void): void {
  useEffect(() => {
    const nudge = createNudge(editor)
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented) return
      const command = readShortcut(event)
      // The browser would save the page or create a bookmark, whatever has the focus. Ctrl+D deletes in a field on a
      // Mac.
      if (command === 'save' || (command === 'duplicate' && (event.metaKey || !isApple())))
        event.preventDefault()
      if (command === 'save') return save(editor)
      if (!isForStage(event)) return
      const shift = pickNudge(editor, event)
      const isNudge = shift !== undefined && !event.ctrlKey && !event.metaKey && !event.altKey
      if (editor.pointers.isHeld()) {
        if (isNudge || command !== undefined) event.preventDefault()
      } else if (isNudge) {
        event.preventDefault()
        nudge.by(shift)
      } else if (command === 'show-keys') {
        event.preventDefault()
        onShowKeys()
      } else if (command !== undefined && runCommand(editor, command, nudge)) event.preventDefault()
    }
    window.addEventListener('keydown', onKeyDown)
    window.addEventListener('pagehide', leaveField, { capture: true })
    return () => {
      window.removeEventListener('keydown', onKeyDown)
      window.removeEventListener('pagehide', leaveField, { capture: true })
      nudge.close()
    }
  }, [editor, onShowKeys])
}

/**
 * Leaving the page does not blur its field, and fields commit on blur. In the capture phase, so that the edit is there
 * before the client's own handler saves.
 */
function leaveField(): void {
  if (document.activeElement instanceof HTMLElement) document.activeElement.blur()
}

/** Everything is saved already; the toast confirms it to users who press the key. */
function save({ session }: EditorController): void {
  flushBursts()
  const status = session.saveStatus.get()
  const message =
    status.kind === 'failed' ? status.message : 'Everything is saved on this device as you work.'
  notifications.hide('save')
  notifications.show({ id: 'save', message, autoClose: 3000, closeButtonProps: { 'aria-label': 'Dismiss' } })
}

function pickNudge(editor: EditorController, event: KeyboardEvent): { x: number; y: number } | undefined {
  const { selectedIds, canvasSizeId } = editor.ui.get()
  const screen = editor.findCurrentScreen()
  if (screen === undefined || selectedIds.length === 0 || editor.readOnly) return undefined
  return planNudge(event.key, event.shiftKey, findCanvasPx(canvasSizeId, screen.orientation).widthPx)
}

/** `false`: nothing was done, so the browser's default applies. */
function runCommand(editor: EditorController, command: EditorCommand, nudge: Nudge): boolean {
  const { ui, stageState } = editor
  const { selectedIds, screenId } = ui.get()
  nudge.flush()
  switch (command) {
    case 'undo':
      undo(editor)
      return true
    case 'redo':
      redo(editor)
      return true
    case 'select-all':
      selectAll(editor)
      return true
    case 'zoom-in':
      stageState.zoomBy(1.25)
      return true
    case 'zoom-out':
      stageState.zoomBy(0.8)
      return true
    case 'zoom-fit':
      stageState.fit()
      return true
    case 'next-screen':
      selectNeighbourScreen(editor, 1)
      return true
    case 'previous-screen':
      selectNeighbourScreen(editor, -1)
      return true
    case 'deselect':
      if (selectedIds.length === 0 || screenId === undefined) return false
      editor.selectElements(screenId, [])
      return true
    default:
      if (selectedIds.length === 0 || screenId === undefined) return false
      return runOnSelection(editor, command, selectedIds)
  }
}

function runOnSelection(
  editor: EditorController,
  command: EditorCommand,
  selectedIds: readonly ElementId[],
): boolean {
  switch (command) {
    case 'delete':
      deleteSelection(editor)
      return true
    case 'duplicate':
      duplicateSelection(editor)
      return true
    case 'type': {
      const screen = editor.findCurrentScreen()
      const [id] = selectedIds
      const element = id === undefined ? undefined : screen?.elements[id]
      if (screen === undefined || id === undefined || element?.type !== 'text' || element.locked) return false
      editor.startTyping(screen.id, id)
      return true
    }
    case 'forward':
    case 'backward':
    case 'front':
    case 'back':
      reorderSelection(editor, command)
      return true
    default:
      return false
  }
}
