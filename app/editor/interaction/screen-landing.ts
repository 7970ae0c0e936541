import { moveToScreen } from '#app/document/edits/move-to-screen.ts'
import type { ElementId, ScreenId } from '#app/document/model/ids.ts'
import type { Bounds, Point } from '../geometry/box.ts'
import { planLanding } from '../geometry/plan-landing.ts'
import { roundLength } from '../geometry/round-length.ts'
import { nameElements } from '../state/describe-element.ts'
import type { GestureStart } from './gesture-start.ts'

export type Landing = { id: ScreenId; bounds: DOMRect }

/** Says and shows on which other screen a drag would end; measured once, when it starts. */
export function trackLanding({ workbench, staged, screen, unitPx, paperRect }: GestureStart) {
  const papers = [...workbench.room.screens].map(([id, { paper }]) => ({ id, paper }))
  const screens = papers.map(({ id, paper }) => ({ id, bounds: paper.getBoundingClientRect() }))
  let landing: ScreenId | undefined

  const mark = (next: ScreenId | undefined) => {
    if (next === landing) return
    landing = next
    for (const { id, paper } of papers) paper.toggleAttribute('data-landing', id === next)
    // What leaves its screen is seen over the neighbour too.
    staged.paper.toggleAttribute('data-leaving', next !== undefined)
  }
  return {
    /** With its place in the window when the drag began: the stage may have been scrolled since. */
    find: (): Landing | undefined => screens.find(({ id }) => id === landing),
    show({ left, top, right, bottom }: Bounds) {
      const inWindow = {
        left: paperRect.left + left * unitPx,
        top: paperRect.top + top * unitPx,
        right: paperRect.left + right * unitPx,
        bottom: paperRect.top + bottom * unitPx,
      }
      mark(planLanding(inWindow, screens, screen.id))
    },
    clear: () => mark(undefined),
  }
}

/** Ends a drag on another screen: there the elements are from now on, in the same place under the hand. */
export function moveOver(
  { workbench, canvasSizeId, screen, unitPx, paperRect }: GestureStart,
  { to, elementIds, shift }: { to: Landing; elementIds: readonly ElementId[]; shift: Point },
): void {
  const target = to.bounds
  const ratio = unitPx / target.width
  const dx = roundLength((paperRect.left - target.left + shift.x * unitPx) / target.width)
  const dy = roundLength((paperRect.top - target.top + shift.y * unitPx) / target.width)
  const moving = elementIds.flatMap((id) => screen.elements[id] ?? [])
  workbench.edit(`Move ${nameElements(moving)} to another screen`, (project) =>
    moveToScreen(project, { canvasSizeId, from: screen.id, to: to.id, elementIds, dx, dy, ratio }),
  )
  workbench.selectElements(to.id, elementIds)
}
