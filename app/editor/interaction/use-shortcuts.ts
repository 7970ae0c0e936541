import { notifications } from '@mantine/notifications'
import { useLayoutEffect } from 'react'
import { isApple } from '#app/ui/keyboard/is-apple.ts'
import { planNudge } from '../geometry/plan-nudge.ts'
import { findCanvasPx } from '../state/canvas-px.ts'
import type { EditorController } from '../state/editor-controller.ts'
import { flushBursts } from '../state/use-burst.ts'
import type { CommandHost } from './command-host.ts'
import { isForStage } from './is-for-stage.ts'
import { readShortcut } from './key-table.ts'
import { createNudge } from './nudge.ts'
import { runCommand } from './run-command.ts'

/** The stage's keys, also while nothing has the focus. Fields, menus and dialogs handle their own. */
export function useShortcuts(editor: EditorController, host: CommandHost): void {
  useLayoutEffect(() => {
    const nudge = createNudge(editor)
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented) return
      const command = readShortcut(event)
      // The browser would save the page or create a bookmark, whatever has the focus. Ctrl+D deletes in a field on a
      // Mac.
      if (command === 'save' || (command === 'duplicate' && (event.metaKey || !isApple())))
        event.preventDefault()
      if (command === 'save') return save(editor)
      // From anywhere but a dialog; on a Mac, Ctrl+K deletes the rest of a line in a field.
      if (command === 'palette' && (event.metaKey || !isApple()) && !isInDialog(event)) {
        event.preventDefault()
        if (!editor.pointers.isHeld()) host.showPalette()
        return
      }
      // From a field as well: it leads out of it.
      const isPart = command === 'next-part' || command === 'previous-part'
      if (isPart ? isInDialog(event) : !isForStage(event)) return
      const shift = pickNudge(editor, event)
      const isNudge = shift !== undefined && !event.ctrlKey && !event.metaKey && !event.altKey
      if (editor.pointers.isHeld()) {
        if (isNudge || command !== undefined) event.preventDefault()
      } else if (isNudge) {
        event.preventDefault()
        nudge.by(shift)
      } else if (command !== undefined) {
        nudge.flush()
        if (runCommand(editor, command, host)) event.preventDefault()
      }
    }
    window.addEventListener('keydown', onKeyDown)
    window.addEventListener('pagehide', leaveField, { capture: true })
    return () => {
      window.removeEventListener('keydown', onKeyDown)
      window.removeEventListener('pagehide', leaveField, { capture: true })
      nudge.close()
    }
  }, [editor, host])
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

const isInDialog = ({ target }: KeyboardEvent): boolean =>
  target instanceof Element && target.closest('[role="dialog"]') !== null
