import type { SizePx } from '#app/document/catalogue/canvas-size-table.ts'
import { findDevice } from '#app/document/catalogue/devices.ts'
import { changeDevice, type FrameSlot, refitDevice } from '#app/document/edits/change-device.ts'
import { editElements, findScreen } from '#app/document/edits/edit-screen.ts'
import type { FrameElement, Project } from '#app/document/model/schema.ts'
import { findCanvasHeight } from '../state/canvas-px.ts'
import type { EditorController } from '../state/editor-controller.ts'
import { listSelections } from './element-actions.ts'

/** Changes the device of the selected frames; the capture stays, the size adapts to the new shape. */
export function applyDevice(editor: EditorController, deviceId: string): void {
  const label = `Change device to ${findDevice(deviceId)?.name ?? 'plain frame'}`
  editor.edit(label, (project) =>
    editSelectedFrames(editor, project, (frame, slot) => changeDevice(frame, { deviceId }, slot)),
  )
}

export function patchDevice(
  editor: EditorController,
  label: string,
  patch: Partial<FrameElement['device']>,
): void {
  editor.edit(label, (project) =>
    editSelectedFrames(editor, project, (frame, slot) =>
      refitDevice(frame, { ...frame.device, ...patch }, slot),
    ),
  )
}

/** A project with every selected frame changed, by its place. */
export function editSelectedFrames(
  editor: EditorController,
  project: Project,
  change: (frame: FrameElement, slot: FrameSlot) => FrameElement,
): Project {
  return listSelections(editor).reduce((draft, ref) => {
    const screen = findScreen(draft, ref)
    if (screen === undefined) return draft
    const { canvasSizeId } = ref
    const slot = { screen, canvasSizeId, canvasHeight: findCanvasHeight(canvasSizeId, screen.orientation) }
    return editElements(draft, ref, (element) =>
      element.type === 'frame'
        ? change(element, { ...slot, capturePx: measureCapture(editor, element) })
        : element,
    )
  }, project)
}

function measureCapture({ pictures, languages }: EditorController, frame: FrameElement): SizePx | undefined {
  const { locale, fallbackLocale } = languages()
  const mediaId = frame.mediaByLocale[locale] ?? frame.mediaByLocale[fallbackLocale]
  const picture = mediaId === undefined ? undefined : pictures.find(mediaId)
  return picture === undefined ? undefined : { widthPx: picture.width, heightPx: picture.height }
}
