import type { ElementsRef } from '#app/document/edits/edit-screen.ts'
import { cutText } from '#app/document/model/cut-text.ts'
import type { ScreenId } from '#app/document/model/ids.ts'
import { listOrdered } from '#app/document/model/ordered.ts'
import type { Element, Screen } from '#app/document/model/schema.ts'
import { deleteSelection, listSelections } from '../actions/element-actions.ts'
import { findCanvasHeight } from '../state/canvas-px.ts'
import type { EditorController } from '../state/editor-controller.ts'
import { listCopied, writeClipboard } from './clipboard-data.ts'
import { rememberCopied } from './copied-memory.ts'
import { planCopy } from './plan-copy.ts'
import type { CopiedElements } from './read-clipboard.ts'

/** Of every screen. `false`: nothing is selected; the browser's default applies. */
export function copySelection(editor: EditorController, data: DataTransfer): boolean {
  return copyElements(editor, listSelections(editor), data)
}

export function copyElements(
  editor: EditorController,
  selections: readonly ElementsRef[],
  data: DataTransfer,
): boolean {
  const { canvasSizeId, locale } = editor.ui.get()
  const row = listOrdered<ScreenId, Screen>(editor.session.getProject().screensByCanvasSize[canvasSizeId])
  const screens = planCopy(row, selections, ({ orientation }) => findCanvasHeight(canvasSizeId, orientation))
  if (screens.length === 0) return false
  const mediaNames = nameMedia(editor, listCopied({ screens }))
  const { html, text } = writeClipboard({ screens, locale, mediaNames })
  data.setData('text/html', html)
  data.setData('text/plain', text)
  rememberCopied(html)
  return true
}

export function cutSelection(editor: EditorController, data: DataTransfer): boolean {
  if (!copySelection(editor, data)) return false
  deleteSelection(editor)
  return true
}

/** The target project shows the names of pictures that it may not have yet. */
function nameMedia(
  { session }: EditorController,
  elements: readonly Element[],
): CopiedElements['mediaNames'] {
  const { mediaNames } = session.getProject()
  const ids = elements.flatMap((element) =>
    element.type === 'frame' || element.type === 'image' ? Object.values(element.mediaByLocale) : [],
  )
  return Object.fromEntries(
    ids.flatMap((id) => {
      const name = mediaNames?.[id] ?? session.media.findName(id)
      return name === undefined ? [] : [[id, cutText(name, 200)]]
    }),
  )
}
