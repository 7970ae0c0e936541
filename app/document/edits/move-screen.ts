import type { ScreenId } from '../model/ids.ts'
import { orderAfter, orderBefore } from '../model/order-key.ts'
import { listOrdered } from '../model/ordered.ts'
import type { Project } from '../model/schema.ts'
import { editScreens, type ScreenRef } from './edit-screen.ts'

/** Moves the screen right before or right after another one of its size. */
export function moveScreen(
  project: Project,
  ref: ScreenRef & ({ before: ScreenId } | { after: ScreenId }),
): Project {
  return editScreens(project, ref.canvasSizeId, (screens) => {
    const screen = Object.hasOwn(screens, ref.screenId) ? screens[ref.screenId] : undefined
    const anchor = 'before' in ref ? ref.before : ref.after
    if (screen === undefined || anchor === ref.screenId || !Object.hasOwn(screens, anchor)) return screens
    const { [ref.screenId]: _moving, ...others } = screens
    const order = 'before' in ref ? orderBefore(others, anchor) : orderAfter(others, anchor)
    const moved = { ...screens, [ref.screenId]: { ...screen, order } }
    return listIds(moved) === listIds(screens) ? screens : moved
  })
}

const listIds = (screens: Parameters<typeof listOrdered>[0]) =>
  JSON.stringify(listOrdered(screens).map(({ id }) => id))
