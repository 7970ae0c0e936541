import { addScreen } from '#app/document/edits/add-screen.ts'
import { duplicateScreen } from '#app/document/edits/duplicate-screen.ts'
import { moveScreen } from '#app/document/edits/move-screen.ts'
import { removeScreen } from '#app/document/edits/remove-screen.ts'
import type { ScreenId } from '#app/document/model/ids.ts'
import type { Orientation } from '#app/document/model/schema.ts'
import { returnFocus } from '#app/ui/use-return-focus.ts'
import type { Workbench } from '../state/editor-controller.ts'
import { listScreenIds } from '../state/use-editor.ts'

const mint = () => crypto.randomUUID()

export function addScreenAfter(
  workbench: Workbench,
  afterScreenId: ScreenId | undefined,
  orientation?: Orientation,
): void {
  const { canvasSizeId, locale } = workbench.ui.get()
  const screenId = mint() as ScreenId
  workbench.edit('Add screen', (project) =>
    addScreen(project, {
      canvasSizeId,
      screenId,
      locale,
      mint,
      ...(afterScreenId === undefined ? {} : { afterScreenId }),
      ...(orientation === undefined ? {} : { orientation }),
    }),
  )
  showScreen(workbench, screenId)
}

export function duplicateScreenById(workbench: Workbench, screenId: ScreenId): void {
  const { canvasSizeId } = workbench.ui.get()
  const newScreenId = mint() as ScreenId
  workbench.edit('Duplicate screen', (project) =>
    duplicateScreen(project, { canvasSizeId, screenId, newScreenId, mint }),
  )
  showScreen(workbench, newScreenId)
}

export function deleteScreen(workbench: Workbench, screenId: ScreenId): void {
  const { canvasSizeId } = workbench.ui.get()
  workbench.edit('Delete screen', (project) => removeScreen(project, { canvasSizeId, screenId }))
  requestAnimationFrame(() => returnFocus())
}

/** One place towards the start (-1) or the end (1). */
export function stepScreen(workbench: Workbench, screenId: ScreenId, step: -1 | 1): void {
  const ids = listScreens(workbench)
  const neighbour = ids[ids.indexOf(screenId) + step]
  if (neighbour !== undefined)
    placeScreen(workbench, screenId, { [step < 0 ? 'before' : 'after']: neighbour })
}

export function placeScreen(
  workbench: Workbench,
  screenId: ScreenId,
  place: { before?: ScreenId; after?: ScreenId },
): void {
  const { canvasSizeId } = workbench.ui.get()
  const { before, after } = place
  const target = before !== undefined ? { before } : after !== undefined ? { after } : undefined
  if (target === undefined) return
  workbench.edit('Move screen', (project) => moveScreen(project, { canvasSizeId, screenId, ...target }))
}

export function selectNeighbourScreen(workbench: Workbench, step: -1 | 1): void {
  const ids = listScreens(workbench)
  const { screenId } = workbench.ui.get()
  const next = ids[screenId === undefined ? 0 : ids.indexOf(screenId) + step]
  if (next === undefined) return
  const { activeElement } = document
  showScreen(workbench, next)
  // The focus goes along: left on the old screen, the next arrow or Tab would jump back.
  if (activeElement?.closest('[data-stage]') !== null)
    requestAnimationFrame(() =>
      document.querySelector<HTMLElement>('[data-focus-home]')?.focus({ preventScroll: true }),
    )
}

/** Makes it current and brings it into view, once React has put it on the stage. */
export function showScreen(workbench: Workbench, screenId: ScreenId): void {
  workbench.selectScreen(screenId)
  requestAnimationFrame(() => workbench.room.reveal(screenId))
}

function listScreens({ session, ui }: Workbench): readonly ScreenId[] {
  return listScreenIds(session.getProject().screensByCanvasSize[ui.get().canvasSizeId])
}
