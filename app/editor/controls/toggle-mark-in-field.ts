import type { Mark } from '#app/document/model/text-markup.ts'
import { toggleMark } from '#app/document/model/toggle-mark.ts'
import { createKeyReader, type KeyBinding } from '#app/ui/keyboard/key-binding.ts'

const group = 'In a caption'

/** The keys of a caption's field, for `findMarkKey` and the sheet of shortcuts. */
export const markKeys: ReadonlyArray<KeyBinding<Mark>> = [
  { command: 'bold', keys: ['mod+B'], label: 'Bold words', group },
  { command: 'italic', keys: ['mod+I'], label: 'Italic words', group },
  { command: 'accent', keys: ['mod+shift+A'], label: 'Text in the accent colour', group },
]

/** The mark that a key sets; `undefined` for other keys. */
export const findMarkKey = createKeyReader(markKeys)

/**
 * Marks the selected text of a caption's field. The step is in the browser's own undo, and `input` fires as for typing.
 */
export function toggleMarkInField(field: HTMLTextAreaElement, mark: Mark): void {
  const before = { source: field.value, start: field.selectionStart, end: field.selectionEnd }
  const after = toggleMark(before, mark)
  if (after.source === before.source) return
  field.focus()
  field.select()
  // execCommand is the only way to change a field and keep its undo history; Firefox supports it too.
  if (!document.execCommand('insertText', false, after.source)) {
    field.value = after.source
    field.dispatchEvent(new InputEvent('input', { bubbles: true }))
  }
  field.setSelectionRange(after.start, after.end)
}
