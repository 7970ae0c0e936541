import { pickTextColour } from '#app/document/catalogue/text-colour.ts'
import { createShape, shapeNames } from '#app/document/edits/create-element.ts'
import type { Drawing } from '#app/document/model/drawing-schema.ts'
import { listOrdered } from '#app/document/model/ordered.ts'
import type { Element, Screen, ShapeElement } from '#app/document/model/schema.ts'
import { roundLength } from '../geometry/round-length.ts'
import { findCanvasHeight } from '../state/canvas-px.ts'
import type { EditorController } from '../state/editor-controller.ts'
import { insertElement } from './element-actions.ts'

type Shape = ShapeElement['shape']

/** Height in widths, where it is not that of a square. */
const heights: Partial<Record<Shape, number>> = { arrow: 0.24, rating: 0.17, laurel: 0.86 }

/** Filled areas lie behind other elements, so they are translucent; lines and signs have the colour of the text. */
export function insertShape(editor: EditorController, shape: Shape): void {
  const isArea = shape === 'rectangle' || shape === 'ellipse'
  place(editor, { label: `Add ${shapeNames[shape].toLowerCase()}`, share: isArea ? 0.5 : 0.32 }, (at) => ({
    ...at,
    height: shape === 'line' ? 0.008 : roundLength(at.width * (heights[shape] ?? 1)),
    shape,
    ...(isArea ? { fill: '#ffffff40' } : {}),
    ...(shape === 'rectangle' ? { corner: 0.05 } : shape === 'line' ? { corner: 0.004 } : {}),
  }))
}

export function insertDrawing(
  editor: EditorController,
  { name, drawing, share = 0.22 }: { name: string; drawing: Drawing; share?: number },
): void {
  place(editor, { label: `Add ${name}`, share }, (at) => {
    const height = roundLength((at.width * drawing.height) / drawing.width)
    return { ...at, name, height, shape: 'drawing', drawing }
  })
}

export function insertEmoji(editor: EditorController, emoji: string): void {
  place(editor, { label: `Add ${emoji}`, share: 0.2 }, (at) => ({
    ...at,
    name: emoji,
    height: at.width,
    shape: 'emoji',
    emoji,
  }))
}

/** Over the selected device, or the first one; `false`: the screen has none. */
export function insertLens(editor: EditorController): boolean {
  const screen = editor.findCurrentScreen()
  const found = screen && findFrame(screen, editor.ui.get().selectedIds)
  if (found === undefined) return false
  const { id, frame } = found
  place(editor, { label: 'Add magnifier', share: 0.44 }, (at) => ({
    ...at,
    height: at.width,
    // Beside the middle of the device, where it covers little of what it enlarges.
    x: roundLength(Math.min(frame.x + frame.width * 0.62, 1 - at.width)),
    y: roundLength(frame.y + frame.height * 0.5),
    shape: 'lens',
    fill: '#ffffff',
    lens: { frameId: id, x: 0.5, y: 0.4, zoom: 2 },
    stroke: { colour: '#ffffff', width: 0.012 },
    shadow: { x: 0, y: 0.012, blur: 0.04, colour: '#00000059' },
  }))
  return true
}

function findFrame(screen: Screen, selectedIds: readonly string[]) {
  const frames = listOrdered<string, Element>(screen.elements).flatMap(({ id, item }) =>
    item.type === 'frame' && item.visible ? [{ id: id as keyof Screen['elements'], frame: item }] : [],
  )
  return frames.find(({ id }) => selectedIds.includes(id)) ?? frames.at(-1)
}

type Place = { order: string; x: number; y: number; width: number; fill: string }
type Placed = Parameters<typeof createShape>[0]

/** In the middle of the screen; `share` of its width, less on a canvas that is wide. */
function place(
  editor: EditorController,
  { label, share }: { label: string; share: number },
  plan: (at: Place) => Placed,
): void {
  const screen = editor.findCurrentScreen()
  if (screen === undefined) return
  const canvasHeight = findCanvasHeight(editor.ui.get().canvasSizeId, screen.orientation)
  const width = Math.min(share, canvasHeight * 0.5)
  insertElement(editor, label, (order) => {
    const middle = {
      order,
      x: roundLength((1 - width) / 2),
      y: 0,
      width,
      fill: pickTextColour(screen.background),
    }
    const planned = plan(middle)
    return createShape({ ...planned, y: planned.y || roundLength((canvasHeight - planned.height) / 2) })
  })
}
