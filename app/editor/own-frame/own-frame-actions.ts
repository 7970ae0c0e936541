import { plainDeviceId } from '#app/document/catalogue/frame-layout.ts'
import { addElement, orderOnTop } from '#app/document/edits/add-element.ts'
import { refitDevice } from '#app/document/edits/change-device.ts'
import { createFrame } from '#app/document/edits/create-element.ts'
import { findScreen } from '#app/document/edits/edit-screen.ts'
import type { ElementId } from '#app/document/model/ids.ts'
import { rememberMediaNames } from '#app/document/model/media-names.ts'
import type { OwnFrame } from '#app/document/model/own-frame.ts'
import { listSelected } from '../actions/element-actions.ts'
import { editSelectedFrames } from '../actions/frame-actions.ts'
import { findCanvasHeight } from '../state/canvas-px.ts'
import type { EditorController } from '../state/editor-controller.ts'
import { readHole } from './read-hole.ts'

/** `undefined`: added. Else a sentence for the user. */
export type OwnFrameResult = { message: string | undefined }

/** Imports a picture of a frame, finds its screen, and gives it to the selected devices or adds one. */
export async function addOwnFrame(editor: EditorController, file: File): Promise<OwnFrameResult> {
  const { media } = editor.session
  const [result] = await media.importFiles([file], {})
  if (result?.kind !== 'imported') return { message: result?.kind === 'refused' ? result.message : undefined }
  const picture = await media.loadImage(result.mediaId)
  if (picture === undefined)
    return { message: `${result.fileName} could not be read. Choose another picture.` }
  const { hole, isGuess } = await readHole(picture)
  const { corner, ...screen } = hole
  const frame: OwnFrame = {
    media: result.mediaId,
    widthPx: picture.width,
    heightPx: picture.height,
    screen,
    corner,
  }
  placeOwnFrame(editor, frame, result.fileName)
  return {
    message: isGuess
      ? `No transparent screen was found in ${result.fileName}. Set its edges below, under “Screen of the frame”.`
      : undefined,
  }
}

function placeOwnFrame(editor: EditorController, ownFrame: OwnFrame, name: string): void {
  const remember = [{ mediaId: ownFrame.media, name }]
  if (listSelected(editor).some((element) => element.type === 'frame')) {
    editor.edit('Change device to own frame', (project) =>
      rememberMediaNames(
        editSelectedFrames(editor, project, (frame, slot) => {
          const { corner: _own, ...options } = frame.device
          const device = { ...options, deviceId: plainDeviceId, landscape: false, ownFrame }
          return refitDevice(frame, device, slot)
        }),
        remember,
      ),
    )
    return
  }
  const { canvasSizeId } = editor.ui.get()
  const canvas = editor.findCurrentScreen()
  if (canvas === undefined) return
  const canvasHeight = findCanvasHeight(canvasSizeId, canvas.orientation)
  const aspect = ownFrame.widthPx / ownFrame.heightPx
  const width = Math.min(0.7, canvasHeight * 0.7 * aspect)
  const height = width / aspect
  const ref = { canvasSizeId, screenId: canvas.id, elementId: crypto.randomUUID() as ElementId }
  editor.edit('Add own frame', (project) => {
    const screen = findScreen(project, ref)
    if (screen === undefined) return project
    const place = { order: orderOnTop(screen), x: (1 - width) / 2, y: (canvasHeight - height) / 2, width }
    const frame = createFrame({ ...place, deviceId: plainDeviceId, landscape: false })
    const element = { ...frame, height, device: { ...frame.device, ownFrame } }
    return rememberMediaNames(addElement(project, { ...ref, element }), remember)
  })
  editor.selectElements(canvas.id, [ref.elementId])
}
