const textFields =
  'textarea, select, [contenteditable], input:not([type="range"], [type="checkbox"], [type="radio"], [type="button"])'

export function isTextField(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest(textFields) !== null
}

/** In dialogs and pickers the clipboard works as in fields. */
export function keepsClipboard(target: EventTarget | null): boolean {
  return isTextField(target) || (target instanceof Element && target.closest('[role="dialog"]') !== null)
}
