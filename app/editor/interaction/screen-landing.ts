import { moveToScreen } from '#app/document/edits/move-to-screen.ts'
import type { ElementId, ScreenId } from '#app/document/model/ids.ts'
import type { Project } from '#app/document/model/schema.ts'
import type { Bounds, Point } from '../geometry/box.ts'
import { planLanding } from '../geometry/plan-landing.ts'
import { roundLength } from '../geometry/round-length.ts'
import { nameElements } from '../state/describe-element.ts'
import type { GestureStart } from './gesture-start.ts'

export type Landing = { id: ScreenId; bounds: DOMRect }

/** Finds and marks the screen on which a drag would end; measured once, when it starts. */
export function trackLanding({ editor, staged, screen, unitPx, artboardRect }: GestureStart) {
  const artboards = [...editor.stageState.screens].map(([id, { artboard }]) => ({ id, artboard }))
  const screens = artboards.map(({ id, artboard }) => ({ id, bounds: artboard.getBoundingClientRect() }))
  let landing: ScreenId | undefined

  const mark = (next: ScreenId | undefined) => {
    if (next === landing) return
    landing = next
    for (const { id, artboard } of artboards) artboard.toggleAttribute('data-landing', id === next)
    // Elements that leave their screen are visible over the neighbour too.
    staged.artboard.toggleAttribute('data-leaving', next !== undefined)
  }
  return {
    /** With its position in the window at the start of the drag: the stage may have been scrolled since. */
    find: (): Landing | undefined => screens.find(({ id }) => id === landing),
    show({ left, top, right, bottom }: Bounds) {
      const inWindow = {
        left: artboardRect.left + left * unitPx,
        top: artboardRect.top + top * unitPx,
        right: artboardRect.left + right * unitPx,
        bottom: artboardRect.top + bottom * unitPx,
      }
      mark(planLanding(inWindow, screens, screen.id))
    },
    clear: () => mark(undefined),
  }
}

type MoveOver = { to: Landing; elementIds: readonly ElementId[]; shift: Point }

/**
 * The project with elements of the drag's first screen moved to another one, at the same place under the pointer. `shift` in
 * canvas widths.
 */
export function putOver(
  project: Project,
  { canvasSizeId, screen, unitPx, artboardRect }: GestureStart,
  { to, elementIds, shift }: MoveOver,
): Project {
  const target = to.bounds
  const ratio = unitPx / target.width
  const dx = roundLength((artboardRect.left - target.left + shift.x * unitPx) / target.width)
  const dy = roundLength((artboardRect.top - target.top + shift.y * unitPx) / target.width)
  return moveToScreen(project, { canvasSizeId, from: screen.id, to: to.id, elementIds, dx, dy, ratio })
}

/** Ends a drag on another screen: there the elements are from now on. */
export function moveOver(start: GestureStart, move: MoveOver): void {
  const { editor, screen } = start
  const { to, elementIds } = move
  const moving = elementIds.flatMap((id) => screen.elements[id] ?? [])
  editor.edit(`Move ${nameElements(moving)} to another screen`, (project) => putOver(project, start, move))
  editor.selectElements(to.id, elementIds)
}
