import { flushSync } from 'react-dom'
import { updateElement } from '#app/document/edits/update-element.ts'
import type { ElementId } from '#app/document/model/ids.ts'
import { centreOf } from '../geometry/box.ts'
import { planRotate } from '../geometry/plan-rotate.ts'
import { placeBox } from '../overlay/place-box.ts'
import { createDragLayer } from './drag-layer.ts'
import type { Gesture, PointerInput } from './gesture.ts'
import type { GestureStart } from './gesture-start.ts'
import { createSizeLabel } from './size-label.ts'

export function startRotate(start: GestureStart, elementId: ElementId): Gesture | undefined {
  const { editor, staged, screen, from, unitPx, artboardRect, canvasSizeId } = start
  const element = screen.elements[elementId]
  if (element === undefined) return undefined
  const box = editor.measureBox(element)
  const centre = centreOf(box)
  const dragLayer = createDragLayer({
    staged,
    screen,
    elementIds: [elementId],
    measureBox: editor.measureBox,
  })
  const sizeLabel = createSizeLabel(staged.artboard)
  const frame = staged.artboard.querySelector<HTMLElement>('[data-selection]')
  const toCanvas = (input: PointerInput) => ({
    x: (input.clientX - artboardRect.left) / unitPx,
    y: (input.clientY - artboardRect.top) / unitPx,
  })
  let rotation = element.rotation

  const show = (degrees: number) => {
    rotation = degrees
    if (frame !== null) placeBox(frame, { ...box, rotation })
  }
  const end = () => {
    sizeLabel.clear()
    dragLayer.drop()
  }

  return {
    update(input) {
      show(
        planRotate({
          startDegrees: element.rotation,
          centre,
          from: toCanvas(from),
          to: toCanvas(input),
          stepped: input.shift,
        }),
      )
      dragLayer.redraw([{ ...element, rotation }])
      sizeLabel.show(`${rotation}°`)
    },
    finish() {
      flushSync(() =>
        editor.edit(`Rotate ${element.name || 'element'}`, (project) =>
          updateElement(project, { canvasSizeId, screenId: screen.id, elementId, patch: { rotation } }),
        ),
      )
      end()
    },
    cancel() {
      show(element.rotation)
      end()
    },
  }
}
