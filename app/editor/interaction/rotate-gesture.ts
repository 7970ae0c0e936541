import { flushSync } from 'react-dom'
import { updateElement } from '#app/document/edits/update-element.ts'
import type { ElementId } from '#app/document/model/ids.ts'
import { centreOf } from '../geometry/box.ts'
import { planRotate } from '../geometry/plan-rotate.ts'
import { placeBox } from '../overlay/place-box.ts'
import { liftElements } from './drag-layer.ts'
import type { Gesture, PointerInput } from './gesture.ts'
import type { GestureStart } from './gesture-start.ts'
import { createReadout } from './size-label.ts'

export function startRotate(start: GestureStart, elementId: ElementId): Gesture | undefined {
  const { workbench, staged, screen, from, unitPx, paperRect, canvasSizeId } = start
  const element = screen.elements[elementId]
  if (element === undefined) return undefined
  const box = workbench.measureBox(element)
  const centre = centreOf(box)
  const lift = liftElements({ staged, screen, elementIds: [elementId], measureBox: workbench.measureBox })
  const readout = createReadout(staged.paper)
  const frame = staged.paper.querySelector<HTMLElement>('[data-selection]')
  const toCanvas = (input: PointerInput) => ({
    x: (input.clientX - paperRect.left) / unitPx,
    y: (input.clientY - paperRect.top) / unitPx,
  })
  let rotation = element.rotation

  const show = (degrees: number) => {
    rotation = degrees
    if (frame !== null) placeBox(frame, { ...box, rotation })
  }
  const end = () => {
    readout.clear()
    lift.drop()
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
      lift.redraw([{ ...element, rotation }])
      readout.show(`${rotation}°`)
    },
    finish() {
      flushSync(() =>
        workbench.edit(`Rotate ${element.name || 'element'}`, (project) =>
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
