import { applyStyle } from '#app/document/edits/element-style.ts'
import type { Element } from '#app/document/model/schema.ts'
import { editSelection, listSelected, listSelections } from '../actions/element-actions.ts'
import { nameElements } from '../state/describe-element.ts'
import type { EditorController } from '../state/editor-controller.ts'
import { copyElements } from './clipboard-actions.ts'
import { listCopied } from './clipboard-data.ts'
import { recallCopied } from './copied-memory.ts'
import { notify } from './notify.ts'
import { noStyle, otherVersion } from './paste-problems.ts'
import { readClipboard } from './read-clipboard.ts'

/** Copies the first selected element, as Copy does: in every tab, it can be pasted, and so can its style. */
export function copyStyle(editor: EditorController): void {
  const [first] = listSelections(editor)
  if (first === undefined) return
  const only = { ...first, elementIds: first.elementIds.slice(0, 1) }
  const onCopy = (event: ClipboardEvent) => {
    if (event.clipboardData === null || !copyElements(editor, [only], event.clipboardData)) return
    event.preventDefault()
    event.stopImmediatePropagation()
  }
  const controller = new AbortController()
  const options = { capture: true, signal: controller.signal }
  // Without a text selection, Chromium and Safari copy only where this event is cancelled.
  window.addEventListener('beforecopy', (event) => event.preventDefault(), options)
  window.addEventListener('copy', onCopy, options)
  document.execCommand('copy')
  controller.abort()
}

/** The style of what was copied last, in this tab or another one, for every selected element. */
export async function pasteStyle(editor: EditorController): Promise<void> {
  const ours = readClipboard((await readHtml()) ?? recallCopied() ?? '')
  const models = ours?.kind === 'elements' ? listCopied(ours.copied) : []
  const front = models.at(-1)
  if (front === undefined) return notify(ours === undefined ? noStyle : otherVersion)
  editor.fonts.need(models.flatMap((model) => (model.type === 'text' ? [model.style] : [])))
  editSelection(editor, `Paste style to ${nameElements(listSelected(editor))}`, (element) =>
    element.locked ? element : applyStyle(element, pickModel(models, element) ?? front),
  )
}

/** The front one of the same type. */
const pickModel = (models: readonly Element[], { type }: Element) =>
  models.findLast((model) => model.type === type)

/** `undefined`: the browser or the user does not allow it. */
async function readHtml(): Promise<string | undefined> {
  try {
    for (const item of await navigator.clipboard.read())
      if (item.types.includes('text/html')) return await (await item.getType('text/html')).text()
    return ''
  } catch (error) {
    console.warn('The clipboard could not be read.', error)
    return undefined
  }
}
