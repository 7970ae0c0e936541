import { flushSync } from 'react-dom'
import { moveElements } from '#app/document/edits/update-element.ts'
import type { ElementId } from '#app/document/model/ids.ts'
import type { Project, Screen } from '#app/document/model/schema.ts'
import { boundsOf, boundsOfAll, type Point, shiftBounds } from '../geometry/box.ts'
import { planMove } from '../geometry/plan-move.ts'
import { roundLength } from '../geometry/round-length.ts'
import { planSnapLines } from '../geometry/snap.ts'
import { nameElements } from '../state/describe-element.ts'
import { commitCopies } from './commit-copies.ts'
import { createDragLayer } from './drag-layer.ts'
import type { Gesture, PointerInput } from './gesture.ts'
import { type GestureStart, listCanvasLines, roundShift, snapDistancePx } from './gesture-start.ts'
import { createGuides } from './guides.ts'
import { moveOver, trackLanding } from './screen-landing.ts'
import { gatherParts, listFollowers, type SelectedPart } from './selected-parts.ts'

/** Drags the selected elements, on however many screens; with Alt held at the start, copies of them. */
export function startMove(start: GestureStart): Gesture | undefined {
  const { editor, staged, screen, from, unitPx, canvasWidthPx } = start
  const parts = gatherParts(editor)
  const pressed = parts.find(({ ref }) => ref.screenId === screen.id)
  const bounds = boundsOfAll((pressed?.elements ?? []).map(({ element }) => editor.measureBox(element)))
  if (pressed === undefined || bounds === undefined) return undefined
  const copies = from.alt
  const dragLayers = parts.map((part) => liftPart(editor, part, copies))
  const still = listStillBounds(start, pressed.ref.elementIds)
  const lines = planSnapLines(start.canvasHeight, still, listCanvasLines(start))
  const guides = createGuides(staged.artboard, canvasWidthPx)
  const followers = parts.flatMap((part) => listFollowers(part.staged))
  const landing = trackLanding(start)
  // What runs across screens, or lies on several, stays with its own, however far it reaches.
  const mayLand = parts.length === 1 && !pressed.elements.some(({ element }) => element.spans === true)
  let shift = { x: 0, y: 0 }
  const follow = (value: string) => {
    for (const node of followers) node.style.translate = value
  }
  const end = () => {
    guides.clear()
    landing.clear()
    for (const layer of dragLayers) layer.drop()
  }
  return {
    update(input: PointerInput) {
      const plan = planMove({
        start: bounds,
        pointer: { x: (input.clientX - from.clientX) / unitPx, y: (input.clientY - from.clientY) / unitPx },
        constrained: input.shift,
        lines: input.command ? undefined : lines,
        others: still,
        snapDistance: snapDistancePx / unitPx,
      })
      shift = roundShift(bounds, plan, canvasWidthPx)
      for (const layer of dragLayers) layer.translate(shift.x * unitPx, shift.y * unitPx)
      follow(`${shift.x * unitPx}px ${shift.y * unitPx}px`)
      guides.show(plan.guides, plan.measures)
      if (mayLand) landing.show(shiftBounds(bounds, shift))
    },
    finish() {
      flushSync(() => {
        const to = landing.find()
        const { elementIds } = pressed.ref
        if (copies) commitCopies(start, { parts, to, shift })
        else if (to !== undefined) moveOver(start, { to, elementIds, shift })
        else
          editor.edit(`Move ${nameParts(parts)}`, (project) =>
            moveParts(project, parts, scale(shift, unitPx)),
          )
      })
      follow('')
      end()
    },
    cancel() {
      follow('')
      end()
    },
  }
}

const scale = ({ x, y }: Point, by: number): Point => ({ x: x * by, y: y * by })

const nameParts = (parts: readonly SelectedPart[]) =>
  nameElements(parts.flatMap(({ elements }) => elements.map(({ element }) => element)))

function liftPart(
  { measureBox }: GestureStart['editor'],
  { staged, screen, ref }: SelectedPart,
  keepOriginals: boolean,
) {
  return createDragLayer({ staged, screen, elementIds: ref.elementIds, measureBox, keepOriginals })
}

/** By the same distance in the window: screens of another orientation have another unit. */
function moveParts(project: Project, parts: readonly SelectedPart[], shiftPx: Point): Project {
  return parts.reduce((draft, { ref, unitPx }) => {
    const { x, y } = scale(shiftPx, 1 / unitPx)
    return moveElements(draft, { ...ref, dx: roundLength(x), dy: roundLength(y) })
  }, project)
}

function listStillBounds(
  { editor, screen }: { editor: GestureStart['editor']; screen: Screen },
  ids: readonly ElementId[],
) {
  return Object.entries(screen.elements)
    .filter(([id, element]) => element.visible && !ids.includes(id as ElementId))
    .map(([, element]) => boundsOf(editor.measureBox(element)))
}
