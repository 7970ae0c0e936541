import { addElement, orderOnTop } from '#app/document/edits/add-element.ts'
import { findScreen } from '#app/document/edits/edit-screen.ts'
import type { ElementId, Locale, MediaId } from '#app/document/model/ids.ts'
import { rememberMediaNames } from '#app/document/model/media-names.ts'
import { listOrdered } from '#app/document/model/ordered.ts'
import type { Element } from '#app/document/model/schema.ts'
import { deleteSelection } from '../actions/element-actions.ts'
import { nameElements } from '../state/describe-element.ts'
import type { EditorController } from '../state/editor-controller.ts'
import { type CopiedElements, writeClipboard } from './clipboard-data.ts'
import { planPaste } from './plan-paste.ts'

/** `false`: nothing is selected; the browser's default applies. */
export function copySelection(editor: EditorController, data: DataTransfer): boolean {
  const { locale, selectedIds } = editor.ui.get()
  const screen = editor.findCurrentScreen()
  if (screen === undefined) return false
  const elements = listOrdered<ElementId, Element>(screen.elements)
    .filter(({ id }) => selectedIds.includes(id))
    .map(({ item }) => item)
  if (elements.length === 0) return false
  const { html, text } = writeClipboard({ elements, locale, mediaNames: nameMedia(editor, elements) })
  data.setData('text/html', html)
  data.setData('text/plain', text)
  return true
}

export function cutSelection(editor: EditorController, data: DataTransfer): boolean {
  if (!copySelection(editor, data)) return false
  deleteSelection(editor)
  return true
}

/** Pastes onto the current screen, as one change; `false` when there is none. */
export function pasteElements(editor: EditorController, copied: CopiedElements): boolean {
  const { canvasSizeId, locale, screenId } = editor.ui.get()
  const screen = editor.findCurrentScreen()
  if (screenId === undefined || screen === undefined) return false
  const ref = { canvasSizeId, screenId }
  const locales = listOrdered(editor.session.getProject().locales).map(({ id }) => id as Locale)
  const pasted = planPaste(copied, { elements: Object.values(screen.elements), locales, locale })
  const made = pasted.map((element) => ({ element, elementId: crypto.randomUUID() as ElementId }))
  const names = Object.entries(copied.mediaNames) as [MediaId, string][]
  const needs = pasted.flatMap((element) =>
    element.type === 'text' ? [{ family: element.style.family }] : [],
  )
  editor.fonts.need(needs)
  editor.edit(`Paste ${nameElements(pasted)}`, (project) => {
    const added = made.reduce((draft, { element, elementId }) => {
      const onto = findScreen(draft, ref)
      if (onto === undefined) return draft
      return addElement(draft, { ...ref, elementId, element: { ...element, order: orderOnTop(onto) } })
    }, project)
    const unknown = names.filter(([mediaId]) => project.mediaNames?.[mediaId] === undefined)
    return unknown.length === 0
      ? added
      : rememberMediaNames(
          added,
          unknown.map(([mediaId, name]) => ({ mediaId, name })),
        )
  })
  editor.selectElements(
    screenId,
    made.map(({ elementId }) => elementId),
  )
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
      return name === undefined ? [] : [[id, name.slice(0, 200)]]
    }),
  )
}
