import { flushSync } from 'react-dom'
import { scaleLook } from '#app/document/edits/scale-element.ts'
import { updateElement } from '#app/document/edits/update-element.ts'
import type { ElementId } from '#app/document/model/ids.ts'
import type { Element } from '#app/document/model/schema.ts'
import { type Box, boundsOf } from '../geometry/box.ts'
import { planResize } from '../geometry/plan-resize.ts'
import { roundLength } from '../geometry/round-length.ts'
import { roundResize } from '../geometry/round-resize.ts'
import { planSnapLines } from '../geometry/snap.ts'
import { type HandleName, handleOf } from '../overlay/handles.ts'
import { placeBox } from '../overlay/place-box.ts'
import { createDragLayer } from './drag-layer.ts'
import type { Gesture, PointerInput } from './gesture.ts'
import { type GestureStart, listCanvasLines, snapDistancePx } from './gesture-start.ts'
import { createGuides } from './guides.ts'
import { createSizeLabel } from './size-label.ts'

/** Minimum size: a smaller element would be hard to find. Fraction of the canvas width. */
const minimum = 0.01

export function startResize(
  start: GestureStart,
  elementId: ElementId,
  handleName: HandleName,
): Gesture | undefined {
  const { editor, staged, screen, from, unitPx, canvasSizeId } = start
  const element = screen.elements[elementId]
  if (element === undefined) return undefined
  const box = editor.measureBox(element)
  const dragLayer = createDragLayer({
    staged,
    screen,
    elementIds: [elementId],
    measureBox: editor.measureBox,
  })
  const others = Object.entries(screen.elements).filter(([id, other]) => id !== elementId && other.visible)
  const lines = planSnapLines(
    start.canvasHeight,
    others.map(([, other]) => boundsOf(editor.measureBox(other))),
    listCanvasLines(start),
  )
  const guides = createGuides(staged.artboard, start.canvasWidthPx)
  const sizeLabel = createSizeLabel(staged.artboard)
  const frame = staged.artboard.querySelector<HTMLElement>('[data-selection]')
  const handle = handleOf[handleName]
  let draft = element

  const show = (next: Element) => {
    draft = next
    if (frame !== null) placeBox(frame, editor.measureBox(next))
  }
  const end = () => {
    guides.clear()
    sizeLabel.clear()
    dragLayer.drop()
  }

  return {
    update(input: PointerInput) {
      const pointer = {
        x: (input.clientX - from.clientX) / unitPx,
        y: (input.clientY - from.clientY) / unitPx,
      }
      const keepAspect = keepsAspect(element, handleName, input.shift)
      const plan = planResize({
        start: box,
        handle,
        pointer,
        keepAspect,
        fromCentre: input.alt,
        // With kept proportions, snapping one edge would move the other off its line.
        lines: input.command || keepAspect ? undefined : lines,
        snapDistance: snapDistancePx / unitPx,
        minimum,
      })
      const { canvasWidthPx } = start
      const planned = roundResize(plan, { handle, keepAspect, fromCentre: input.alt, canvasWidthPx })
      const resized = resizeElement(element, box, planned)
      show(placeAnchored(resized, editor.measureBox(resized), planned))
      dragLayer.redraw([draft])
      guides.show(plan.guides)
      const { width, height } = editor.measureBox(draft)
      const toPx = (length: number) => Math.round(length * start.canvasWidthPx)
      sizeLabel.show(`${toPx(width)} × ${toPx(height)}`)
    },
    finish() {
      const patch = patchOf(draft)
      flushSync(() =>
        editor.edit(`Resize ${element.name || 'element'}`, (project) =>
          draft === element
            ? project
            : updateElement(project, { canvasSizeId, screenId: screen.id, elementId, patch }),
        ),
      )
      end()
    },
    cancel() {
      show(element)
      end()
    },
  }
}

function keepsAspect(element: Element, handleName: HandleName, shift: boolean): boolean {
  if (element.type === 'frame') return true
  if (element.type === 'text') return handleName.length === 2 || (element.fit !== undefined && shift)
  const corner = handleName.length === 2
  return element.type === 'image' ? corner !== shift : shift
}

/** Dragging a text's corner scales its letters; dragging its side wraps it anew. */
export function resizeElement(element: Element, from: Box, to: Box): Element {
  const { x, y, width, height } = to
  if (element.type !== 'text') return { ...element, x, y, width, height }
  // The size of fitted text follows from its box.
  const box = { x, y, width, ...(element.fit && { height }) }
  const isSide = Math.abs(height - from.height) < 1e-9 || Math.abs(width - from.width) < 1e-9
  if (isSide) return { ...element, ...box }
  const scale = from.width > 0 ? width / from.width : 1
  return { ...scaleLook(element, scale), ...box }
}

/** The measured height of a text may differ from the planned one: a rotated box would drift without this. */
function placeAnchored(element: Element, measured: Box, planned: Box): Element {
  if (element.type !== 'text') return element
  if (measured.rotation === 0) return { ...element, height: measured.height }
  const radians = (measured.rotation * Math.PI) / 180
  const grown = (measured.height - planned.height) / 2
  return {
    ...element,
    x: element.x - grown * Math.sin(radians),
    y: element.y - grown * (1 - Math.cos(radians)),
    height: measured.height,
  }
}

function patchOf(draft: Element) {
  const box = {
    x: roundLength(draft.x),
    y: roundLength(draft.y),
    width: roundLength(draft.width),
    height: roundLength(draft.height),
  }
  if (draft.type !== 'text') return box
  const { style, fit, effects } = draft
  return { ...box, style, ...(fit && { fit }), ...(effects && { effects }) }
}
