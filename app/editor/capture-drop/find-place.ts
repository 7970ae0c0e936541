import type { ScreenId } from '#app/document/model/ids.ts'
import type { EditorUi } from '../state/selection-state.ts'
import type { FileOrigin, PicturePlace } from './capture-drop-context.ts'

/** The screen under the pointer and the point on it, else the current screen; `undefined`: the files were chosen as captures. */
export function findPlace(
  origin: FileOrigin | undefined,
  { screenId }: Pick<EditorUi, 'screenId'>,
): PicturePlace | undefined {
  if (origin === undefined) return undefined
  return (origin.at && findDropPlace(origin.at)) ?? (screenId && { screenId })
}

function findDropPlace({ x, y }: { x: number; y: number }): PicturePlace | undefined {
  const artboard = document
    .elementsFromPoint(x, y)
    .map((node) => node.closest<HTMLElement>('[data-artboard]'))
    .find((node) => node !== null)
  const screenId = artboard?.dataset.artboard as ScreenId | undefined
  if (artboard === null || artboard === undefined || screenId === undefined) return undefined
  const { left, top, width } = artboard.getBoundingClientRect()
  return { screenId, at: { x: (x - left) / width, y: (y - top) / width } }
}
