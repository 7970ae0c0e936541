import { addElement, orderOnTop } from '#app/document/edits/add-element.ts'
import { createImage } from '#app/document/edits/create-element.ts'
import { findScreen } from '#app/document/edits/edit-screen.ts'
import { setCapture } from '#app/document/edits/set-content.ts'
import type { ElementId } from '#app/document/model/ids.ts'
import { rememberMediaNames } from '#app/document/model/media-names.ts'
import type { Refused } from '#app/media/gather-refusals.ts'
import type { ImportResult } from '#app/media/import-result.ts'
import { listRefused } from '#app/media/list-refused.ts'
import { roundLength } from '../geometry/round-length.ts'
import { findCanvasHeight } from '../state/canvas-px.ts'
import type { EditorController } from '../state/editor-controller.ts'
import type { EditorUi } from '../state/selection-state.ts'
import type { PicturePlace } from './capture-drop-context.ts'
import type { ImportOutcome } from './describe-imports.ts'
import type { PicturePlan } from './plan-picture.ts'

type View = Pick<EditorUi, 'canvasSizeId' | 'locale'>
type Imported = Extract<ImportResult, { kind: 'imported' }>
type Dropped = {
  results: readonly ImportResult[]
  refused: readonly Refused[]
  view: View
  select: boolean
}

/** Puts imported files into a picture, or onto the screen as new ones: one step of undo. */
export function placePictures(
  editor: EditorController,
  plan: PicturePlan,
  { files, view, select }: { files: readonly Imported[]; view: View; select: boolean },
): void {
  const [first] = files
  if (first === undefined) return
  const { canvasSizeId, locale } = view
  const names = files.map(({ mediaId, fileName }) => ({ mediaId, name: fileName }))
  if (plan.kind === 'replace') {
    const { mediaId } = first
    const { screenId, elementId } = plan
    editor.edit('Replace picture', (project) =>
      rememberMediaNames(setCapture(project, { canvasSizeId, screenId, elementId, locale, mediaId }), names),
    )
    return
  }
  const { screenId } = plan
  const made = files.map(() => crypto.randomUUID() as ElementId)
  editor.edit(files.length === 1 ? 'Add picture' : `Add ${files.length} pictures`, (project) =>
    files.reduce(
      (draft, { mediaId, width, height }, index) => {
        const elementId = made[index]
        const screen = findScreen(draft, { canvasSizeId, screenId })
        if (screen === undefined || elementId === undefined) return draft
        const canvasHeight = findCanvasHeight(canvasSizeId, screen.orientation)
        const box = planBox({ width, height }, { place: plan, canvasHeight, index })
        const element = createImage({
          order: orderOnTop(screen),
          ...box,
          mediaByLocale: { [locale]: mediaId },
          picturePx: { widthPx: width, heightPx: height },
        })
        return addElement(draft, { canvasSizeId, screenId, elementId, element })
      },
      rememberMediaNames(project, names),
    ),
  )
  if (select) editor.selectElements(screenId, made)
}

/** The outcome of a drop or a paste; `refused`: before the import; `select`: the user has not moved on meanwhile. */
export function placeDropped(
  editor: EditorController,
  plan: PicturePlan,
  { results, refused, view, select }: Dropped,
): ImportOutcome {
  const files = results.filter((result): result is Imported => result.kind === 'imported')
  placePictures(editor, plan, { files, view, select })
  const cancelledCount = results.filter(({ kind }) => kind === 'cancelled').length
  return {
    importedCount: files.length,
    cancelledCount,
    refused: [...refused, ...listRefused(results)],
    warnings: [],
  }
}

/** Half of the screen at most, about the pointer or the middle; further ones a little aside. */
export function planBox(
  { width: widthPx, height: heightPx }: { width: number; height: number },
  { place, canvasHeight, index }: { place: PicturePlace; canvasHeight: number; index: number },
): { x: number; y: number; width: number } {
  const shape = heightPx / widthPx
  const width = Math.min(0.5, (canvasHeight * 0.5) / shape)
  const at = place.at ?? { x: 0.5, y: canvasHeight / 2 }
  const aside = 0.04 * index
  return {
    x: roundLength(at.x - width / 2 + aside),
    y: roundLength(at.y - (width * shape) / 2 + aside),
    width: roundLength(width),
  }
}

/** Imports chosen files and adds them to the current screen. Returns sentences about those that cannot be used. */
export async function addChosenPictures(
  editor: EditorController,
  files: readonly File[],
): Promise<readonly string[]> {
  const view = editor.ui.get()
  const { screenId } = view
  if (screenId === undefined || editor.readOnly || files.length === 0) return []
  const results = await editor.session.media.importFiles(files, {})
  const imported = results.filter((result): result is Imported => result.kind === 'imported')
  placePictures(
    editor,
    { kind: 'add', screenId },
    { files: imported, view, select: editor.ui.get() === view },
  )
  return results.flatMap((result) => (result.kind === 'refused' ? [result.message] : []))
}
