import { addLayers } from '#app/document/edits/copy-layers.ts'
import { editScreen } from '#app/document/edits/edit-screen.ts'
import type { Locale, MediaId, ScreenId } from '#app/document/model/ids.ts'
import { rememberMediaNames } from '#app/document/model/media-names.ts'
import { listOrdered } from '#app/document/model/ordered.ts'
import type { Element, Screen } from '#app/document/model/schema.ts'
import { deleteSelection, listSelections } from '../actions/element-actions.ts'
import { nameElements } from '../state/describe-element.ts'
import type { EditorController } from '../state/editor-controller.ts'
import { type CopiedElements, listCopied, writeClipboard } from './clipboard-data.ts'
import { planCopy } from './plan-copy.ts'
import { type PastedLayers, planPaste } from './plan-paste.ts'

/** Of every screen. `false`: nothing is selected; the browser's default applies. */
export function copySelection(editor: EditorController, data: DataTransfer): boolean {
  const { canvasSizeId, locale } = editor.ui.get()
  const row = listOrdered<ScreenId, Screen>(editor.session.getProject().screensByCanvasSize[canvasSizeId])
  const screens = planCopy(row, listSelections(editor))
  if (screens.length === 0) return false
  const mediaNames = nameMedia(editor, listCopied({ screens }))
  const { html, text } = writeClipboard({ screens, locale, mediaNames })
  data.setData('text/html', html)
  data.setData('text/plain', text)
  return true
}

export function cutSelection(editor: EditorController, data: DataTransfer): boolean {
  if (!copySelection(editor, data)) return false
  deleteSelection(editor)
  return true
}

/** Pastes onto the current screen, and what was copied from several onto those around it, as one change. */
export function pasteElements(editor: EditorController, copied: CopiedElements): boolean {
  const { canvasSizeId, locale, screenId } = editor.ui.get()
  const project = editor.session.getProject()
  if (screenId === undefined || editor.findCurrentScreen() === undefined) return false
  const row = listOrdered<ScreenId, Screen>(project.screensByCanvasSize[canvasSizeId])
  const locales = listOrdered(project.locales).map(({ id }) => id as Locale)
  const pasted = planPaste(copied, { row, screenId, locales, locale, mint: () => crypto.randomUUID() })
  const elements = pasted.flatMap((layers) => layers.elements.map(({ element }) => element))
  const names = Object.entries(copied.mediaNames) as [MediaId, string][]
  editor.fonts.need(
    elements.flatMap((element) => (element.type === 'text' ? [{ family: element.style.family }] : [])),
  )
  editor.edit(`Paste ${nameElements(elements)}`, (draft) => {
    const added = pasted.reduce(
      (now, layers) =>
        editScreen(now, { canvasSizeId, screenId: layers.screenId }, (screen) => addLayers(screen, layers)),
      draft,
    )
    const unknown = names.filter(([mediaId]) => draft.mediaNames?.[mediaId] === undefined)
    return unknown.length === 0
      ? added
      : rememberMediaNames(
          added,
          unknown.map(([mediaId, name]) => ({ mediaId, name })),
        )
  })
  selectPasted(editor, pasted)
  return true
}

/** The current screen stays the current one where it got something. */
function selectPasted(editor: EditorController, pasted: readonly PastedLayers[]): void {
  const { screenId: current } = editor.ui.get()
  const made = pasted.map(({ screenId, elements }) => ({
    screenId,
    elementIds: elements.map(({ id }) => id),
  }))
  const own = made.find(({ screenId }) => screenId === current) ?? made[0]
  if (own === undefined) return
  editor.selectElements(
    own.screenId,
    own.elementIds,
    made.filter((each) => each !== own),
  )
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
