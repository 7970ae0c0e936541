import { listDevices } from '#app/document/catalogue/devices.ts'
import { frameAspect } from '#app/document/catalogue/frame-layout.ts'
import { createFrame } from '#app/document/edits/create-element.ts'
import { findCanvasPx } from '../state/canvas-px.ts'
import type { EditorController } from '../state/editor-controller.ts'
import { insertElement, listSelected } from './element-actions.ts'
import { applyDevice } from './frame-actions.ts'

/** With a device selected, changes it; else adds one. */
export function chooseDevice(editor: EditorController, deviceId: string): void {
  if (listSelected(editor).some((element) => element.type === 'frame')) applyDevice(editor, deviceId)
  else addDevice(editor, deviceId)
}

function addDevice(editor: EditorController, deviceId: string): void {
  const { canvasSizeId } = editor.ui.get()
  const screen = editor.findCurrentScreen()
  if (screen === undefined) return
  const { widthPx, heightPx } = findCanvasPx(canvasSizeId, screen.orientation)
  const device = listDevices().find(({ id }) => id === deviceId)
  const landscape = device?.landscapeOnly === true
  insertElement(editor, `Add ${device?.name ?? 'plain frame'}`, (order) => {
    const aspect = frameAspect(device, 'device', { landscape })
    const width = Math.min(0.7, (heightPx / widthPx) * 0.7 * aspect)
    const frame = createFrame({ order, x: (1 - width) / 2, y: 0, width, deviceId, landscape })
    return { ...frame, y: (heightPx / widthPx - frame.height) / 2 }
  })
}
