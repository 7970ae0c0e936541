import { cutText } from '../model/cut-text.ts'
import type { MintId, ScreenId } from '../model/ids.ts'
import { orderAfter } from '../model/order-key.ts'
import type { Project, Screen } from '../model/schema.ts'
import { withoutLink } from '../model/screen-link.ts'
import { copyLayers } from './copy-layers.ts'
import { editScreens, type ScreenRef } from './edit-screen.ts'
import { joinPanorama } from './join-panorama.ts'

/** Puts a copy right after the screen, in the panorama of that one. Its elements and groups get new ids, so that each id means one thing. */
export function duplicateScreen(
  project: Project,
  ref: ScreenRef & { newScreenId: ScreenId; mint: MintId },
): Project {
  const { canvasSizeId } = ref
  const duplicated = editScreens(project, canvasSizeId, (screens) => {
    const screen = Object.hasOwn(screens, ref.screenId) ? screens[ref.screenId] : undefined
    if (screen === undefined || Object.hasOwn(screens, ref.newScreenId)) return screens
    const copy = {
      ...copyScreen(screen, ref.newScreenId, ref.mint),
      order: orderAfter(screens, ref.screenId),
      name: `${cutText(screen.name, 195)} copy`,
    }
    return { ...screens, [ref.newScreenId]: copy }
  })
  if (duplicated === project) return project
  return joinPanorama(duplicated, { canvasSizeId, screenIds: [ref.newScreenId], copyOf: ref.screenId })
}

/** References among the copied elements follow their new ids; groups get new ones as well. */
export function copyScreen(screen: Screen, id: ScreenId, mint: MintId): Screen {
  const layers = { elements: screen.elements, groups: screen.groups ?? {} }
  const { elements, groups } = copyLayers(layers, mint)
  return {
    ...withoutLink(screen),
    id,
    elements: Object.fromEntries(elements.map((copy) => [copy.id, copy.element])),
    ...(screen.groups === undefined ? {} : { groups }),
  }
}
