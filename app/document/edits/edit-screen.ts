import type { CanvasSizeId, ElementId, ScreenId } from '../model/ids.ts'
import type { Element, Project, Screen } from '../model/schema.ts'

/**
 * Edits are pure functions Project → Project; `diffProjects` turns their result into a Change. An edit whose screen or
 * element is gone (deleted meanwhile on another device) returns the very project it was given.
 */
export type ScreenRef = { canvasSizeId: CanvasSizeId; screenId: ScreenId }
export type ElementRef = ScreenRef & { elementId: ElementId }
export type ElementsRef = ScreenRef & { elementIds: readonly ElementId[] }

type Screens = Readonly<Record<ScreenId, Screen>>

export function findScreen(project: Project, { canvasSizeId, screenId }: ScreenRef): Screen | undefined {
  const screens = findOwn(project.screensByCanvasSize, canvasSizeId)
  return screens === undefined ? undefined : findOwn(screens, screenId)
}

export function editScreens(
  project: Project,
  canvasSizeId: CanvasSizeId,
  edit: (screens: Screens) => Screens,
): Project {
  const screens = findOwn(project.screensByCanvasSize, canvasSizeId)
  if (screens === undefined) return project
  const edited = edit(screens)
  if (edited === screens) return project
  return { ...project, screensByCanvasSize: { ...project.screensByCanvasSize, [canvasSizeId]: edited } }
}

export function editScreen(project: Project, ref: ScreenRef, edit: (screen: Screen) => Screen): Project {
  return editScreens(project, ref.canvasSizeId, (screens) => {
    const screen = findOwn(screens, ref.screenId)
    const edited = screen === undefined ? undefined : edit(screen)
    return edited === undefined || edited === screen ? screens : { ...screens, [ref.screenId]: edited }
  })
}

export function editElements(
  project: Project,
  ref: ElementsRef,
  edit: (element: Element, id: ElementId) => Element,
): Project {
  return editScreen(project, ref, (screen) => {
    let elements = screen.elements
    for (const id of ref.elementIds) {
      const element = findOwn(elements, id)
      const edited = element === undefined ? undefined : edit(element, id)
      if (edited !== undefined && edited !== element) elements = { ...elements, [id]: edited }
    }
    return elements === screen.elements ? screen : { ...screen, elements }
  })
}

/** A map key may be any string, including `toString`: only own entries count. */
function findOwn<Key extends string, Value>(map: Readonly<Record<Key, Value>>, key: Key): Value | undefined {
  return Object.hasOwn(map, key) ? map[key] : undefined
}
