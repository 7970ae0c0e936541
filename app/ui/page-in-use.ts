const fields =
  'input:not([type=checkbox], [type=radio], [type=button], [type=file]), textarea, select, [contenteditable]'

/** Somebody types or drags at this moment: nothing that ends in the background may take the field or the gesture away. */
export function isPageInUse(): boolean {
  return (
    document.activeElement?.matches(fields) === true || document.querySelector('[data-dragging]') !== null
  )
}
