import type { SizePx } from '#app/document/catalogue/canvas-size-table.ts'
import { findDevice } from '#app/document/catalogue/devices.ts'
import { aspectOfFrame } from '#app/document/catalogue/frame-layout.ts'
import type { FrameElement } from '#app/document/model/schema.ts'
import { roundLength } from '../geometry/round-length.ts'
import type { EditorController } from '../state/editor-controller.ts'
import { editSelection } from './element-actions.ts'

/** Changes the device of the selected frames; the capture stays, the width adapts to the new shape. */
export function applyDevice(editor: EditorController, deviceId: string): void {
  const device = findDevice(deviceId)
  const colours = device?.colours.map(({ id }) => id) ?? []
  editSelection(editor, `Change device to ${device?.name ?? 'plain frame'}`, (element) => {
    if (element.type !== 'frame') return element
    const colour =
      element.device.colour.startsWith('#') || colours.includes(element.device.colour)
        ? element.device.colour
        : (colours[0] ?? 'graphite')
    const landscape = device?.landscapeOnly === true ? true : element.device.landscape
    const { corner: _own, ownFrame: _frame, ...options } = element.device
    return refitFrame(editor, element, { ...options, deviceId, colour, landscape })
  })
}

export function patchDevice(
  editor: EditorController,
  label: string,
  patch: Partial<FrameElement['device']>,
): void {
  editSelection(editor, label, (element) =>
    element.type === 'frame' ? refitFrame(editor, element, { ...element.device, ...patch }) : element,
  )
}

/** The box takes the shape of the device; its area and centre stay, so that nothing jumps. */
export function refitFrame(
  editor: EditorController,
  frame: FrameElement,
  device: FrameElement['device'],
): FrameElement {
  const plainScreenPx = measureCapture(editor, frame) ?? { widthPx: frame.width, heightPx: frame.height }
  const aspect = aspectOfFrame({ ...frame, device }, plainScreenPx)
  const area = frame.width * frame.height
  const width = Math.sqrt(area * aspect)
  const height = width / aspect
  return {
    ...frame,
    device,
    x: roundLength(frame.x + (frame.width - width) / 2),
    y: roundLength(frame.y + (frame.height - height) / 2),
    width: roundLength(width),
    height: roundLength(height),
  }
}

function measureCapture({ pictures, languages }: EditorController, frame: FrameElement): SizePx | undefined {
  const { locale, fallbackLocale } = languages()
  const mediaId = frame.mediaByLocale[locale] ?? frame.mediaByLocale[fallbackLocale]
  const picture = mediaId === undefined ? undefined : pictures.find(mediaId)
  return picture === undefined ? undefined : { widthPx: picture.width, heightPx: picture.height }
}
