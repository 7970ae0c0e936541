import { readKeys } from '#app/ui/keyboard/read-keys.ts'

const textFields =
  'textarea, select, [contenteditable], input:not([type="range"], [type="checkbox"], [type="radio"], [type="button"])'
const ownKeys =
  'input, textarea, select, [contenteditable], [role="menu"], [role="listbox"], [role="dialog"], [role="slider"], [data-own-keys]'

export function isTextField(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest(textFields) !== null
}

/** Dialogs and pickers keep the clipboard to themselves, as fields do. */
export function keepsClipboard(target: EventTarget | null): boolean {
  return isTextField(target) || (target instanceof Element && target.closest('[role="dialog"]') !== null)
}

/** Fields, menus and dialogs keep their keys; the rest of the page lends them to the stage. */
export function isForStage(event: KeyboardEvent): boolean {
  const { target } = event
  if (!(target instanceof Element)) return true
  if (target.closest(ownKeys) !== null) {
    // A slider or a checkbox has nothing of its own to undo.
    const isPlain =
      target.matches('input') && !isTextField(target) && target.closest('[role="dialog"]') === null
    return isPlain && /^mod\+(shift\+)?[zyd]$/.test(readKeys(event))
  }
  const onStage = target === document.body || target.closest('[data-stage]') !== null
  // A focused button of the chrome keeps Enter, Space and the arrows; the rest works from anywhere.
  return onStage || (event.key !== 'Enter' && !event.key.startsWith('Arrow') && event.key !== 'Backspace')
}
