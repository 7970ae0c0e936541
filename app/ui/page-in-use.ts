const fields =
  'input:not([type=checkbox], [type=radio], [type=button], [type=file]), textarea, select, [contenteditable]'

/** True while the user types or drags: background work must not replace the field or end the gesture. */
export function isPageInUse(): boolean {
  return (
    document.activeElement?.matches(fields) === true || document.querySelector('[data-dragging]') !== null
  )
}
