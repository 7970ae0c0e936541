import { createContext, use, useCallback, useSyncExternalStore } from 'react'
import type { CanvasSizeId, ElementId, ScreenId } from '#app/document/model/ids.ts'
import { listOrdered } from '#app/document/model/ordered.ts'
import type { Element, Project, Screen } from '#app/document/model/schema.ts'
import type { EditorController } from './editor-controller.ts'
import type { EditorUi } from './selection-state.ts'

export const EditorContext = createContext<EditorController | undefined>(undefined)

export function useEditor(): EditorController {
  const editor = use(EditorContext)
  if (editor === undefined) throw new Error('useEditor needs an EditorContext around it.')
  return editor
}

/**
 * Renders only when the selected value changes by `===`. The document shares untouched branches between versions, so a
 * selector that walks to a screen or an element is enough; one that builds new objects would render every time.
 */
export function useProject<Value>(select: (project: Project) => Value): Value {
  const { session } = useEditor()
  const subscribe = useCallback((listener: () => void) => session.subscribe(listener), [session])
  const read = () => select(session.getProject())
  return useSyncExternalStore(subscribe, read, read)
}

export function useUi<Value>(select: (ui: EditorUi) => Value): Value {
  const { ui } = useEditor()
  const read = () => select(ui.get())
  return useSyncExternalStore(ui.subscribe, read, read)
}

export function useScreen(canvasSizeId: CanvasSizeId, screenId: ScreenId | undefined): Screen | undefined {
  return useProject((project) =>
    screenId === undefined ? undefined : project.screensByCanvasSize[canvasSizeId]?.[screenId],
  )
}

export function useCurrentScreen(): Screen | undefined {
  const canvasSizeId = useUi((ui) => ui.canvasSizeId)
  const screenId = useUi((ui) => ui.screenId)
  return useScreen(canvasSizeId, screenId)
}

/** The selected elements, those of the current screen first. */
export function useSelectedElements(): ReadonlyArray<{ id: ElementId; element: Element }> {
  const screen = useCurrentScreen()
  const selectedIds = useUi((ui) => ui.selectedIds)
  const alsoSelected = useUi((ui) => ui.alsoSelected)
  const canvasSizeId = useUi((ui) => ui.canvasSizeId)
  const screens = useProject((project) =>
    alsoSelected.length === 0 ? undefined : project.screensByCanvasSize[canvasSizeId],
  )
  const pick = (on: Screen | undefined, ids: readonly ElementId[]) =>
    ids.flatMap((id) => {
      const element = on?.elements[id]
      return element === undefined ? [] : [{ id, element }]
    })
  return [
    ...pick(screen, selectedIds),
    ...alsoSelected.flatMap(({ screenId, elementIds }) => pick(screens?.[screenId], elementIds)),
  ]
}

type Screens = Project['screensByCanvasSize'][CanvasSizeId]
const screenIdsOf = new WeakMap<Screens & object, readonly ScreenId[]>()
let lastIds: readonly ScreenId[] = []

/** Ids in order; the same array while the order is the same, so that a row does not render for a moved headline. */
export function useScreenIds(canvasSizeId: CanvasSizeId): readonly ScreenId[] {
  return useProject((project) => listScreenIds(project.screensByCanvasSize[canvasSizeId]))
}

export function listScreenIds(screens: Screens | undefined): readonly ScreenId[] {
  if (screens === undefined) return noIds
  const known = screenIdsOf.get(screens)
  if (known !== undefined) return known
  const ids = listOrdered(screens).map(({ id }) => id)
  const same = ids.length === lastIds.length && ids.every((id, index) => id === lastIds[index])
  lastIds = same ? lastIds : ids
  screenIdsOf.set(screens, lastIds)
  return lastIds
}

const noIds: readonly ScreenId[] = []
