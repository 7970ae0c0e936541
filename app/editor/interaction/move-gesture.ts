import { flushSync } from 'react-dom'
import { duplicateElements } from '#app/document/edits/duplicate-elements.ts'
import { moveElements } from '#app/document/edits/update-element.ts'
import type { ElementId } from '#app/document/model/ids.ts'
import type { Screen } from '#app/document/model/schema.ts'
import { boundsOf, boundsOfAll, shiftBounds } from '../geometry/box.ts'
import { planMove } from '../geometry/plan-move.ts'
import { planSnapLines } from '../geometry/snap.ts'
import { nameElements } from '../state/describe-element.ts'
import { liftElements } from './drag-layer.ts'
import type { Gesture, PointerInput } from './gesture.ts'
import { type GestureStart, settleShift, snapDistancePx } from './gesture-start.ts'
import { createGuides } from './guides.ts'
import { moveOver, trackLanding } from './screen-landing.ts'

/** Drags the selected elements of a screen; with Alt held at the start, copies of them. */
export function startMove(start: GestureStart): Gesture | undefined {
  const { workbench, staged, screen, from, canvasSizeId, unitPx, canvasWidthPx } = start
  const elementIds = workbench.ui.get().selectedIds.filter((id) => screen.elements[id]?.locked === false)
  const moving = elementIds.flatMap((id) => screen.elements[id] ?? [])
  const bounds = boundsOfAll(moving.map(workbench.measureBox))
  if (bounds === undefined) return undefined
  const copies = from.alt
  const lift = liftElements({
    staged,
    screen,
    elementIds,
    measureBox: workbench.measureBox,
    keepOriginals: copies,
  })
  const lines = planSnapLines(start.canvasHeight, listStillBounds(start, elementIds))
  const guides = createGuides(staged.paper)
  const followers = listFollowers(staged.paper)
  const landing = trackLanding(start)
  let shift = { x: 0, y: 0 }

  const follow = (value: string) => {
    for (const node of followers) node.style.translate = value
  }
  const end = () => {
    guides.clear()
    landing.clear()
    lift.drop()
  }

  return {
    update(input: PointerInput) {
      const plan = planMove({
        start: bounds,
        pointer: { x: (input.clientX - from.clientX) / unitPx, y: (input.clientY - from.clientY) / unitPx },
        constrained: input.shift,
        lines: input.command ? undefined : lines,
        snapDistance: snapDistancePx / unitPx,
      })
      shift = settleShift(bounds, plan, canvasWidthPx)
      lift.translate(shift.x * unitPx, shift.y * unitPx)
      follow(`${shift.x * unitPx}px ${shift.y * unitPx}px`)
      guides.show(plan.guides)
      if (!copies) landing.show(shiftBounds(bounds, shift))
    },
    finish() {
      const ref = { canvasSizeId, screenId: screen.id, elementIds }
      flushSync(() => {
        const to = landing.find()
        if (copies) commitCopies(start, elementIds, shift)
        else if (to !== undefined) moveOver(start, { to, elementIds, shift })
        else
          workbench.edit(`Move ${nameElements(moving)}`, (project) =>
            moveElements(project, { ...ref, dx: shift.x, dy: shift.y }),
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

function commitCopies(
  { workbench, canvasSizeId, screen }: GestureStart,
  elementIds: readonly ElementId[],
  shift: { x: number; y: number },
): void {
  const made: ElementId[] = []
  const mint = () => {
    const id = crypto.randomUUID() as ElementId
    made.push(id)
    return id
  }
  const ref = { canvasSizeId, screenId: screen.id }
  const first = elementIds[0]
  workbench.edit(
    `Duplicate ${nameElements(elementIds.flatMap((id) => screen.elements[id] ?? []))}`,
    (project) => {
      const copied = duplicateElements(project, { ...ref, elementIds, mint })
      const original = first === undefined ? undefined : screen.elements[first]
      const copyOfFirst = made
        .map((id) => copied.screensByCanvasSize[canvasSizeId]?.[screen.id]?.elements[id])
        .find((element) => element?.name === original?.name)
      const besides =
        original === undefined || copyOfFirst === undefined
          ? { x: 0, y: 0 }
          : { x: copyOfFirst.x - original.x, y: copyOfFirst.y - original.y }
      return moveElements(copied, {
        ...ref,
        elementIds: made,
        dx: shift.x - besides.x,
        dy: shift.y - besides.y,
      })
    },
  )
  workbench.selectElements(screen.id, made)
}

function listStillBounds(
  { workbench, screen }: { workbench: GestureStart['workbench']; screen: Screen },
  ids: readonly ElementId[],
) {
  return Object.entries(screen.elements)
    .filter(([id, element]) => element.visible && !ids.includes(id as ElementId))
    .map(([, element]) => boundsOf(workbench.measureBox(element)))
}

function listFollowers(paper: HTMLElement): readonly HTMLElement[] {
  return [...paper.querySelectorAll<HTMLElement>('[data-selection], [data-selection-member]')]
}
