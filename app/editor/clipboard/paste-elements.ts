import { addLayers } from '#app/document/edits/copy-layers.ts'
import { editScreen } from '#app/document/edits/edit-screen.ts'
import type { Locale, MediaId, ScreenId } from '#app/document/model/ids.ts'
import { rememberMediaNames } from '#app/document/model/media-names.ts'
import { listOrdered } from '#app/document/model/ordered.ts'
import type { Screen } from '#app/document/model/schema.ts'
import { findCanvasHeight } from '../state/canvas-px.ts'
import { nameElements } from '../state/describe-element.ts'
import type { EditorController } from '../state/editor-controller.ts'
import { noScreen, onlyLookedAt, otherVersion } from './paste-problems.ts'
import { type PastedLayers, planPaste } from './plan-paste.ts'
import { type CopiedElements, readClipboard } from './read-clipboard.ts'

/** Pastes the elements in HTML of the clipboard. The sentence for what could not be pasted. */
export function pasteCopied(editor: EditorController, html: string): string | undefined {
  const ours = readClipboard(html)
  if (ours?.kind !== 'elements') return otherVersion
  if (editor.readOnly) return onlyLookedAt
  return pasteElements(editor, ours.copied) ? undefined : noScreen
}

/** Pastes onto the current screen, and what was copied from several onto those around it, as one change. */
function pasteElements(editor: EditorController, copied: CopiedElements): boolean {
  const { canvasSizeId, locale, screenId } = editor.ui.get()
  const project = editor.session.getProject()
  if (screenId === undefined || editor.findCurrentScreen() === undefined) return false
  const row = listOrdered<ScreenId, Screen>(project.screensByCanvasSize[canvasSizeId])
  const locales = listOrdered(project.locales).map(({ id }) => id as Locale)
  const heightOf = ({ orientation }: Screen) => findCanvasHeight(canvasSizeId, orientation)
  const mint = () => crypto.randomUUID()
  const pasted = planPaste(copied, { row, screenId, locales, locale, heightOf, mint })
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
