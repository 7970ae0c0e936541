import { flushSync } from 'react-dom'
import { editElements } from '#app/document/edits/edit-screen.ts'
import type { Element } from '#app/document/model/schema.ts'
import { transformElement } from '../actions/transform-element.ts'
import { type Box, centreOf, type Point } from '../geometry/box.ts'
import { planResize } from '../geometry/plan-resize.ts'
import { planRotate } from '../geometry/plan-rotate.ts'
import { planPinch, type Transform, transformBox } from '../geometry/plan-transform.ts'
import { roundLength } from '../geometry/round-length.ts'
import { frameBox } from '../overlay/frame-box.ts'
import { type HandleName, handleOf } from '../overlay/handles.ts'
import { placeBox } from '../overlay/place-box.ts'
import { nameElements } from '../state/describe-element.ts'
import type { EditorController } from '../state/editor-controller.ts'
import { placeInRow } from '../state/place-in-row.ts'
import { createDragLayer } from './drag-layer.ts'
import type { Gesture, PointerInput } from './gesture.ts'
import type { GestureStart } from './gesture-start.ts'
import { gatherParts, type SelectedPart } from './selected-parts.ts'
import { createSizeLabel } from './size-label.ts'

/** A selection is never scaled below this part of its size in one gesture. */
const leastScale = 0.05

type Transforming = {
  /** The outline around all, in canvas widths of the first screen. */
  readonly box: Box
  readonly unitPx: number
  readonly originPx: Point
  show(transform: Transform, words: string): void
  finish(verb: string): void
  cancel(): void
}

/** Resizes or turns several selected elements as one, on however many screens: about the outline around all. */
export function startTransform(
  { editor, from }: GestureStart,
  handleName: HandleName | 'rotate',
): Gesture | undefined {
  const transforming = createTransforming(editor)
  if (transforming === undefined) return undefined
  const plan =
    handleName === 'rotate' ? planTurn(transforming, from) : planScale(transforming, from, handleName)
  return {
    update(input) {
      const transform = plan(input)
      const percent = `${Math.round(transform.scale * 100)} %`
      transforming.show(transform, handleName === 'rotate' ? `${transform.degrees}°` : percent)
    },
    finish: () => transforming.finish(handleName === 'rotate' ? 'Rotate' : 'Resize'),
    cancel: transforming.cancel,
  }
}

type Fingers = readonly [Point, Point]

/** Two fingers on the selection: it is scaled, turned and moved with them. Points of the window. */
export function startPinch(
  editor: EditorController,
  fingers: Fingers,
): { update(now: Fingers): void; finish(): void; cancel(): void } | undefined {
  const transforming = createTransforming(editor)
  if (transforming === undefined) return undefined
  const { unitPx, originPx } = transforming
  const toCanvas = ([a, b]: Fingers): Fingers => {
    const place = ({ x, y }: Point) => ({ x: (x - originPx.x) / unitPx, y: (y - originPx.y) / unitPx })
    return [place(a), place(b)]
  }
  const before = toCanvas(fingers)
  return {
    update(now) {
      const transform = planPinch(before, toCanvas(now), leastScale)
      transforming.show(
        transform,
        `${Math.round(transform.scale * 100)} % · ${Math.round(transform.degrees)}°`,
      )
    },
    finish: () => transforming.finish('Transform'),
    cancel: transforming.cancel,
  }
}

const toPoint = ({ clientX, clientY }: PointerInput, { originPx, unitPx }: Transforming): Point => ({
  x: (clientX - originPx.x) / unitPx,
  y: (clientY - originPx.y) / unitPx,
})

function planTurn(transforming: Transforming, from: PointerInput) {
  const centre = centreOf(transforming.box)
  return (input: PointerInput): Transform => ({
    scale: 1,
    degrees: planRotate({
      startDegrees: 0,
      centre,
      from: toPoint(from, transforming),
      to: toPoint(input, transforming),
      stepped: input.shift,
    }),
    from: centre,
    to: centre,
  })
}

function planScale(transforming: Transforming, from: PointerInput, handleName: HandleName) {
  const { box, unitPx } = transforming
  return (input: PointerInput): Transform => {
    const pointer = {
      x: (input.clientX - from.clientX) / unitPx,
      y: (input.clientY - from.clientY) / unitPx,
    }
    const planned = planResize({
      start: box,
      handle: handleOf[handleName],
      pointer,
      keepAspect: true,
      fromCentre: input.alt,
      lines: undefined,
      snapDistance: 0,
      minimum: box.width * leastScale,
    })
    const scale = box.width > 0 ? planned.box.width / box.width : 1
    return { scale, degrees: 0, from: centreOf(box), to: centreOf(planned.box) }
  }
}

type Item = {
  part: SelectedPart
  id: SelectedPart['ref']['elementIds'][number]
  element: Element
  draft: Element
}

function createTransforming(editor: EditorController): Transforming | undefined {
  const parts = gatherParts(editor)
  const [home] = parts
  if (home === undefined) return undefined
  const items: Item[] = parts.flatMap((part) =>
    part.elements.map(({ id, element }) => ({ part, id, element, draft: element })),
  )
  const [only] = items
  const outline = frameBox(items.map((item) => placeInRow(editor.measureBox(item.element), item.part, home)))
  if (outline === undefined) return undefined
  const layers = parts.map((part) => ({
    part,
    layer: createDragLayer({
      staged: part.staged,
      screen: part.screen,
      elementIds: part.ref.elementIds,
      measureBox: editor.measureBox,
    }),
  }))
  const frame = home.staged.artboard.querySelector<HTMLElement>('[data-selection]')
  const sizeLabel = createSizeLabel(home.staged.artboard)
  const members = new Map(
    items.map(({ part, id }) => [
      id,
      part.staged.artboard.querySelector<HTMLElement>(`[data-selection-member="${CSS.escape(id)}"]`),
    ]),
  )
  const place = (box: Box) => {
    if (frame !== null)
      placeBox(frame, items.length === 1 && only !== undefined ? editor.measureBox(only.draft) : box)
    for (const { id, draft } of items) {
      const node = members.get(id) ?? null
      if (node !== null) placeBox(node, editor.measureBox(draft))
    }
  }
  const end = () => {
    sizeLabel.clear()
    for (const { layer } of layers) layer.drop()
  }
  return {
    box: outline,
    unitPx: home.unitPx,
    originPx: home.originPx,
    show(transform, words) {
      for (const item of items) item.draft = transformItem(editor, item, { transform, home })
      for (const { part, layer } of layers)
        layer.redraw(items.flatMap((item) => (item.part === part ? [item.draft] : [])))
      place(transformBox(outline, transform))
      sizeLabel.show(words)
    },
    finish(verb) {
      flushSync(() =>
        editor.edit(`${verb} ${nameElements(items.map(({ element }) => element))}`, (project) =>
          parts.reduce(
            (draft, { ref }) =>
              editElements(draft, ref, (element, id) => {
                const item = items.find((each) => each.id === id)
                return item === undefined ? element : withChanged(element, item)
              }),
            project,
          ),
        ),
      )
      end()
    },
    cancel() {
      for (const item of items) item.draft = item.element
      place(outline)
      end()
    },
  }
}

function transformItem(
  editor: EditorController,
  { part, element }: Item,
  { transform, home }: { transform: Transform; home: SelectedPart },
): Element {
  const ratio = home.unitPx / part.unitPx
  const moved = ({ x, y }: Point): Point => ({
    x: x * ratio + (home.originPx.x - part.originPx.x) / part.unitPx,
    y: y * ratio + (home.originPx.y - part.originPx.y) / part.unitPx,
  })
  const here = { ...transform, from: moved(transform.from), to: moved(transform.to) }
  return transformElement(element, here, editor.measureBox)
}

/** The element as it is now with the fields that the gesture changed. */
function withChanged(now: Element, { element, draft }: Item): Element {
  const lengths: Readonly<Record<string, number>> = {
    x: roundLength(draft.x),
    y: roundLength(draft.y),
    width: roundLength(draft.width),
    height: roundLength(draft.height),
  }
  const before = element as unknown as Record<string, unknown>
  const changed = Object.entries(draft).filter(([key, value]) => before[key] !== value)
  if (changed.length === 0) return now
  return {
    ...now,
    ...Object.fromEntries(changed.map(([key, value]) => [key, lengths[key] ?? value])),
  } as Element
}
