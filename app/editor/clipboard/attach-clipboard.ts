import { type Incoming, readDroppedFiles } from '#app/media/incoming-files.ts'
import { pasteText } from '../actions/insert-text.ts'
import { keepsClipboard } from '../controls/is-text-field.ts'
import type { EditorController } from '../state/editor-controller.ts'
import { copySelection, cutSelection } from './clipboard-actions.ts'
import { findCopied } from './find-copied.ts'
import { notify } from './notify.ts'
import { noScreen, notFetched, onlyLookedAt } from './paste-problems.ts'

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
      if (!copySelection(editor, event.clipboardData)) return
      event.preventDefault()
      void loadPaste().catch(() => undefined)
    },
    { signal },
  )
  window.addEventListener(
    'cut',
    (event) => {
      if (event.clipboardData === null || !isOfStage(event)) return
      if (!cutSelection(editor, event.clipboardData)) return
      event.preventDefault()
      void loadPaste().catch(() => undefined)
    },
    { signal },
  )
  window.addEventListener(
    'paste',
    (event) => {
      if (event.clipboardData === null || !isOurs(event)) return
      event.preventDefault()
      void paste(editor, event.clipboardData, onFiles).then((problem) => {
        if (problem !== undefined) notify(problem)
      })
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
async function paste(
  editor: EditorController,
  data: DataTransfer,
  onFiles: (incoming: Incoming) => void,
): Promise<string | undefined> {
  const html = data.getData('text/html')
  const text = data.getData('text/plain')
  // Office programs add a picture of the text.
  const isOffice = data.types.includes('text/rtf') && text !== ''
  const hasFiles = !isOffice && data.files.length > 0
  if (findCopied(html) !== undefined) return pasteLater(editor, html)
  if (hasFiles) {
    void readDroppedFiles(data).then(onFiles)
    return undefined
  }
  if (text.trim() === '') return undefined
  if (editor.readOnly) return onlyLookedAt
  return pasteText(editor, text) ? undefined : noScreen
}

/** Fetched with the first copy, or with a paste of what another tab copied. */
const loadPaste = () => import('./paste-elements.ts')

async function pasteLater(editor: EditorController, html: string): Promise<string | undefined> {
  const loaded = await loadPaste().catch((error: unknown) => {
    console.warn('What pastes elements could not be fetched.', error)
    return undefined
  })
  return loaded === undefined ? notFetched : loaded.pasteCopied(editor, html)
}
