import { notifications } from '@mantine/notifications'
import { type Incoming, readDroppedFiles } from '#app/media/incoming-files.ts'
import { pasteText } from '../actions/insert-text.ts'
import { keepsClipboard } from '../interaction/is-for-stage.ts'
import type { EditorController } from '../state/editor-controller.ts'
import { copySelection, cutSelection, pasteElements } from './clipboard-actions.ts'
import { readClipboard } from './clipboard-data.ts'

/**
 * Cut, copy and paste as the browser's own events: its keys on every layout, its menus, and the system's clipboard,
 * where the newest copy wins whichever program made it. Returns the function that detaches them.
 */
export function attachClipboard(editor: EditorController, onFiles: (incoming: Incoming) => void): () => void {
  const controller = new AbortController()
  const { signal } = controller
  const isOurs = (event: ClipboardEvent) => !keepsClipboard(event.target) && !editor.pointers.isHeld()
  /** Text selected in a panel is copied as text. */
  const isOfStage = (event: ClipboardEvent) =>
    isOurs(event) && editor.ui.get().selectedIds.length > 0 && document.getSelection()?.isCollapsed !== false

  window.addEventListener(
    'copy',
    (event) => {
      if (event.clipboardData === null || !isOfStage(event)) return
      if (copySelection(editor, event.clipboardData)) event.preventDefault()
    },
    { signal },
  )
  window.addEventListener(
    'cut',
    (event) => {
      if (event.clipboardData === null || !isOfStage(event)) return
      if (cutSelection(editor, event.clipboardData)) event.preventDefault()
    },
    { signal },
  )
  window.addEventListener(
    'paste',
    (event) => {
      if (event.clipboardData === null || !isOurs(event)) return
      event.preventDefault()
      const problem = paste(editor, event.clipboardData, onFiles)
      if (problem !== undefined) notify(problem)
    },
    { signal },
  )
  // Chromium and Safari enable Cut and Copy in their menus without a text selection only when these events are
  // cancelled.
  for (const type of ['beforecopy', 'beforecut'] as const) {
    const offer = (event: Event) => {
      if (isOfStage(event as ClipboardEvent)) event.preventDefault()
    }
    window.addEventListener(type, offer, { signal })
  }
  const offerPaste = (event: Event) => {
    if (isOurs(event as ClipboardEvent)) event.preventDefault()
  }
  window.addEventListener('beforepaste', offerPaste, { signal })
  return () => controller.abort()
}

/** The sentence for what could not be pasted. */
function paste(
  editor: EditorController,
  data: DataTransfer,
  onFiles: (incoming: Incoming) => void,
): string | undefined {
  const ours = readClipboard(data.getData('text/html'))
  const text = data.getData('text/plain')
  // Office programs add a picture of the text.
  const isOffice = data.types.includes('text/rtf') && text !== ''
  const hasFiles = !isOffice && data.files.length > 0
  if (ours?.kind === 'unreadable')
    return 'What was copied comes from another version of AppFrames and cannot be pasted here.'
  if (ours === undefined && hasFiles) {
    void readDroppedFiles(data).then(onFiles)
    return undefined
  }
  if (ours === undefined && text.trim() === '') return undefined
  if (editor.readOnly) return 'This project can only be looked at: nothing can be pasted.'
  const isPasted = ours === undefined ? pasteText(editor, text) : pasteElements(editor, ours.copied)
  return isPasted ? undefined : 'Add a screen first: there is nothing yet to paste onto.'
}

function notify(message: string): void {
  notifications.hide('paste')
  notifications.show({ id: 'paste', message, closeButtonProps: { 'aria-label': 'Dismiss' } })
}
