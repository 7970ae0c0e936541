import { flushSync } from 'react-dom'
import { duplicateElements } from '#app/document/edits/duplicate-elements.ts'
import { moveElements } from '#app/document/edits/update-element.ts'
import type { ElementId } from '#app/document/model/ids.ts'
import type { Screen } from '#app/document/model/schema.ts'
import { boundsOf, boundsOfAll, shiftBounds } from '../geometry/box.ts'
import { planMove } from '../geometry/plan-move.ts'
import { planSnapLines } from '../geometry/snap.ts'
import { nameElements } from '../state/describe-element.ts'
import { createDragLayer } from './drag-layer.ts'
import type { Gesture, PointerInput } from './gesture.ts'
import { type GestureStart, roundShift, snapDistancePx } from './gesture-start.ts'
import { createGuides } from './guides.ts'
import { type Landing, moveOver, putOver, trackLanding } from './screen-landing.ts'

/** Drags the selected elements of a screen; with Alt held at the start, copies of them. */
export function startMove(start: GestureStart): Gesture | undefined {
  const { editor, staged, screen, from, canvasSizeId, unitPx, canvasWidthPx } = start
  const elementIds = editor.ui.get().selectedIds.filter((id) => screen.elements[id]?.locked === false)
  const moving = elementIds.flatMap((id) => screen.elements[id] ?? [])
  const bounds = boundsOfAll(moving.map(editor.measureBox))
  if (bounds === undefined) return undefined
  const copies = from.alt
  const dragLayer = createDragLayer({
    staged,
    screen,
    elementIds,
    measureBox: editor.measureBox,
    keepOriginals: copies,
  })
  const lines = planSnapLines(start.canvasHeight, listStillBounds(start, elementIds))
  const guides = createGuides(staged.artboard)
  const followers = listFollowers(staged.artboard)
  const landing = trackLanding(start)
  let shift = { x: 0, y: 0 }

  const follow = (value: string) => {
    for (const node of followers) node.style.translate = value
  }
  const end = () => {
    guides.clear()
    landing.clear()
    dragLayer.drop()
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
      shift = roundShift(bounds, plan, canvasWidthPx)
      dragLayer.translate(shift.x * unitPx, shift.y * unitPx)
      follow(`${shift.x * unitPx}px ${shift.y * unitPx}px`)
      guides.show(plan.guides)
      landing.show(shiftBounds(bounds, shift))
    },
    finish() {
      const ref = { canvasSizeId, screenId: screen.id, elementIds }
      flushSync(() => {
        const to = landing.find()
        if (copies) commitCopies(start, { to, elementIds, shift })
        else if (to !== undefined) moveOver(start, { to, elementIds, shift })
        else
          editor.edit(`Move ${nameElements(moving)}`, (project) =>
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

type Copies = { to: Landing | undefined; elementIds: readonly ElementId[]; shift: { x: number; y: number } }

/** The copies lie where they were dropped, on the screen under them. */
function commitCopies(start: GestureStart, { to, elementIds, shift }: Copies): void {
  const { editor, canvasSizeId, screen } = start
  const made: ElementId[] = []
  const mint = () => {
    const id = crypto.randomUUID() as ElementId
    made.push(id)
    return id
  }
  const ref = { canvasSizeId, screenId: screen.id }
  const first = elementIds[0]
  editor.edit(
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
      const by = { x: shift.x - besides.x, y: shift.y - besides.y }
      return to === undefined
        ? moveElements(copied, { ...ref, elementIds: made, dx: by.x, dy: by.y })
        : putOver(copied, start, { to, elementIds: made, shift: by })
    },
  )
  editor.selectElements(to?.id ?? screen.id, made)
}

function listStillBounds(
  { editor, screen }: { editor: GestureStart['editor']; screen: Screen },
  ids: readonly ElementId[],
) {
  return Object.entries(screen.elements)
    .filter(([id, element]) => element.visible && !ids.includes(id as ElementId))
    .map(([, element]) => boundsOf(editor.measureBox(element)))
}

function listFollowers(artboard: HTMLElement): readonly HTMLElement[] {
  return [...artboard.querySelectorAll<HTMLElement>('[data-selection], [data-selection-member]')]
}
