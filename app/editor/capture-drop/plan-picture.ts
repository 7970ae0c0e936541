import type { SizePx } from '#app/document/catalogue/canvas-size-table.ts'
import { fitsScreen } from '#app/document/catalogue/fits-screen.ts'
import type { ElementId, ScreenId } from '#app/document/model/ids.ts'
import { isEmptyScreen } from '#app/document/model/is-empty-screen.ts'
import type { Element, Project } from '#app/document/model/schema.ts'
import type { IntakeRow } from '#app/intake/plan/intake-row.ts'
import type { CaptureTarget, PicturePlace } from './capture-drop-context.ts'

/** Where a single file goes that is a picture rather than a capture. */
export type PicturePlan =
  | { kind: 'replace'; screenId: ScreenId; elementId: ElementId }
  | ({ kind: 'add' } & PicturePlace)

type Dropped = {
  rows: readonly IntakeRow[]
  sizePx: SizePx | undefined
  target: CaptureTarget | undefined
  place: PicturePlace | undefined
  isSeeThrough: () => Promise<boolean>
}

/**
 * `undefined`: the files are captures. A file dropped on a picture takes its place. One that fits no device's screen or is
 * transparent, and that is no new take of a capture, becomes a picture where it was dropped.
 */
export async function planPicture(project: Project, dropped: Dropped): Promise<PicturePlan | undefined> {
  const { rows, sizePx, target, place } = dropped
  const [row] = rows
  if (row === undefined || rows.length > 1 || sizePx === undefined) return undefined
  const { canvasSizeId } = row
  if (target?.elementId !== undefined) {
    const { screenId, elementId } = target
    return findTarget(project, target)?.type === 'image'
      ? { kind: 'replace', screenId, elementId }
      : undefined
  }
  if (place === undefined || isNewTake(project, { ...row, canvasSizeId })) return undefined
  if (fitsScreen(sizePx) && !(await dropped.isSeeThrough())) return undefined
  return { kind: 'add', ...place }
}

/** Of several files none replaces a picture: they go where they would without it. */
export function chooseTarget(
  project: Project,
  target: CaptureTarget | undefined,
  fileCount: number,
): CaptureTarget | undefined {
  return fileCount > 1 && findTarget(project, target)?.type === 'image' ? undefined : target
}

function findTarget(project: Project, target: CaptureTarget | undefined): Element | undefined {
  if (target?.elementId === undefined) return undefined
  const { screenId, elementId } = target
  return Object.values(project.screensByCanvasSize)
    .map((screens) => screens[screenId]?.elements[elementId])
    .find((element) => element !== undefined)
}

/** It has the place of a capture that is there, by its name, number or look. */
function isNewTake(project: Project, { place, canvasSizeId }: IntakeRow): boolean {
  if (place.kind !== 'screen') return place.kind === 'out'
  const screen = project.screensByCanvasSize[canvasSizeId]?.[place.screenId]
  return screen !== undefined && !isEmptyScreen(screen)
}
