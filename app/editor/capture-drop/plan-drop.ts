/** What a drop does, for the label over the editor. */
export type DropKind = 'frame' | 'frameFirst' | 'image' | 'screens'

type DraggedItem = Pick<DataTransferItem, 'kind' | 'type'>

/** Become drawings and fonts wherever they are dropped. */
const placeless = /^(?:image\/svg\+xml|font\/.+|application\/(?:x-)?font-.+)$/

/**
 * By what is under the pointer, and the files dragged as far as the browser tells them: none where it keeps them secret until
 * the drop. Of several none replaces a picture, and the first goes into a device.
 */
export function planDrop(over: 'frame' | 'image' | undefined, items: readonly DraggedItem[]): DropKind {
  const files = items.filter(({ kind }) => kind === 'file')
  const placed = files.filter(({ type }) => !placeless.test(type))
  if (over === undefined || (files.length > 0 && placed.length === 0)) return 'screens'
  if (placed.length <= 1) return over
  return over === 'frame' ? 'frameFirst' : 'screens'
}
