import { readKeys } from '#app/ui/keyboard/read-keys.ts'

const textFields =
  'textarea, select, [contenteditable], input:not([type="range"], [type="checkbox"], [type="radio"], [type="button"])'
const ownKeys =
  'input, textarea, select, [contenteditable], [role="menu"], [role="listbox"], [role="dialog"], [role="slider"], [data-own-keys]'

export function isTextField(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest(textFields) !== null
}

/** In dialogs and pickers the clipboard works as in fields. */
export function keepsClipboard(target: EventTarget | null): boolean {
  return isTextField(target) || (target instanceof Element && target.closest('[role="dialog"]') !== null)
}

/** Fields, menus and dialogs handle their own keys; elsewhere the stage's keys apply. */
export function isForStage(event: KeyboardEvent): boolean {
  const { target } = event
  if (!(target instanceof Element)) return true
  if (target.closest(ownKeys) !== null) {
    // A slider or a checkbox has no undo of its own.
    const isPlain =
      target.matches('input') && !isTextField(target) && target.closest('[role="dialog"]') === null
    return isPlain && /^mod\+(shift\+)?[zyd]$/.test(readKeys(event))
  }
  const onStage = target === document.body || target.closest('[data-stage]') !== null
  // A focused button outside the stage handles Enter, Space and the arrows; other keys work from anywhere.
  return onStage || (event.key !== 'Enter' && !event.key.startsWith('Arrow') && event.key !== 'Backspace')
}
