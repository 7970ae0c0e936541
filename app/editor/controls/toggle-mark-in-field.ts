import type { Mark } from '#app/document/model/text-markup.ts'
import { toggleMark } from '#app/document/model/toggle-mark.ts'

type MarkKey = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>

/** Ctrl+B, Ctrl+I, Ctrl+Shift+A (⌘ on a Mac); `undefined` for other keys. */
export function findMarkKey({ key, ctrlKey, metaKey, altKey, shiftKey }: MarkKey): Mark | undefined {
  if (!(ctrlKey || metaKey) || altKey) return undefined
  const letter = key.toLowerCase()
  if (shiftKey) return letter === 'a' ? 'accent' : undefined
  return letter === 'b' ? 'bold' : letter === 'i' ? 'italic' : undefined
}

/** Marks the selected words of a caption's field. The browser's own undo knows the step, and `input` is sent as for typing. */
export function toggleMarkInField(field: HTMLTextAreaElement, mark: Mark): void {
  const before = { source: field.value, start: field.selectionStart, end: field.selectionEnd }
  const after = toggleMark(before, mark)
  if (after.source === before.source) return
  field.focus()
  field.select()
  // The only way to change a field that its undo remembers; Firefox knows it too.
  if (!document.execCommand('insertText', false, after.source)) {
    field.value = after.source
    field.dispatchEvent(new InputEvent('input', { bubbles: true }))
  }
  field.setSelectionRange(after.start, after.end)
}
