import { readKeys } from '#app/ui/keyboard/read-keys.ts'
import { isTextField } from '../controls/is-text-field.ts'

const ownKeys =
  'input, textarea, select, [contenteditable], [role="menu"], [role="listbox"], [role="dialog"], [role="slider"], [data-own-keys]'

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
