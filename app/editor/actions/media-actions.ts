import { createImage } from '#app/document/edits/create-element.ts'
import { setCapture } from '#app/document/edits/set-content.ts'
import type { ElementId, MediaId, ScreenId } from '#app/document/model/ids.ts'
import { rememberMediaNames } from '#app/document/model/media-names.ts'
import type { EditorController } from '../state/editor-controller.ts'
import { findSelection, insertElement, listSelected } from './element-actions.ts'

type PlacedMedia = { mediaId: MediaId; fileName: string; width: number; height: number }

/** Puts it into the selected device or picture; else onto the current screen as a new picture. */
export function placeMedia(editor: EditorController, media: PlacedMedia): void {
  const ref = findSelection(editor)
  const [element] = listSelected(editor)
  const [elementId] = ref?.elementIds ?? []
  const takesIt = element?.type === 'frame' || element?.type === 'image'
  if (ref !== undefined && elementId !== undefined && ref.elementIds.length === 1 && takesIt) {
    fillElement(editor, { screenId: ref.screenId, elementId }, media)
  } else addPicture(editor, media, { x: 0.25, y: 0.25 })
}

/** Sets the capture of one device or picture, in the language shown. */
export function fillElement(
  editor: EditorController,
  target: { screenId: ScreenId; elementId: ElementId },
  { mediaId, fileName }: PlacedMedia,
): void {
  const { canvasSizeId, locale } = editor.ui.get()
  editor.edit('Replace capture', (project) =>
    rememberMediaNames(setCapture(project, { canvasSizeId, ...target, locale, mediaId }), [
      { mediaId, name: fileName },
    ]),
  )
}

/** `at`: the top left corner, in widths of the canvas. */
export function addPicture(
  editor: EditorController,
  { mediaId, width, height }: PlacedMedia,
  at: { x: number; y: number },
): void {
  const { locale } = editor.ui.get()
  insertElement(editor, 'Add picture', (order) =>
    createImage({
      order,
      ...at,
      width: 0.5,
      mediaByLocale: { [locale]: mediaId },
      picturePx: { widthPx: width, heightPx: height },
    }),
  )
}
