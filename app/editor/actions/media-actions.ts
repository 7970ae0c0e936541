import { createImage } from '#app/document/edits/create-element.ts'
import { setCapture } from '#app/document/edits/set-content.ts'
import type { ElementId, MediaId, ScreenId } from '#app/document/model/ids.ts'
import { rememberMediaNames } from '#app/document/model/media-names.ts'
import type { Workbench } from '../state/editor-controller.ts'
import { findSelection, insertElement, listSelected } from './element-actions.ts'

type PlacedMedia = { mediaId: MediaId; fileName: string; width: number; height: number }

/** Into the selected device or picture; else onto the current screen as a picture of its own. */
export function placeMedia(workbench: Workbench, media: PlacedMedia): void {
  const ref = findSelection(workbench)
  const [element] = listSelected(workbench)
  const [elementId] = ref?.elementIds ?? []
  const takesIt = element?.type === 'frame' || element?.type === 'image'
  if (ref !== undefined && elementId !== undefined && ref.elementIds.length === 1 && takesIt) {
    fillElement(workbench, { screenId: ref.screenId, elementId }, media)
  } else addPicture(workbench, media, { x: 0.25, y: 0.25 })
}

/** The capture of one device or picture, in the language shown. */
export function fillElement(
  workbench: Workbench,
  target: { screenId: ScreenId; elementId: ElementId },
  { mediaId, fileName }: PlacedMedia,
): void {
  const { canvasSizeId, locale } = workbench.ui.get()
  workbench.edit('Replace capture', (project) =>
    rememberMediaNames(setCapture(project, { canvasSizeId, ...target, locale, mediaId }), [
      { mediaId, name: fileName },
    ]),
  )
}

/** `at`: the top left corner, in widths of the canvas. */
export function addPicture(
  workbench: Workbench,
  { mediaId, width, height }: PlacedMedia,
  at: { x: number; y: number },
): void {
  const { locale } = workbench.ui.get()
  insertElement(workbench, 'Add picture', (order) =>
    createImage({
      order,
      ...at,
      width: 0.5,
      mediaByLocale: { [locale]: mediaId },
      picturePx: { widthPx: width, heightPx: height },
    }),
  )
}
