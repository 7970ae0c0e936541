import { applyBackgroundChoice, type BackgroundChoice } from '#app/document/edits/apply-background.ts'
import { editScreen } from '#app/document/edits/edit-screen.ts'
import { setBackground } from '#app/document/edits/set-screen.ts'
import { applySharedChoice, listSharing, setSharedBackground } from '#app/document/edits/share-background.ts'
import type { Background, Project, Screen } from '#app/document/model/schema.ts'
import { findCanvasPx } from '../state/canvas-px.ts'
import { useEditor, useProject, useUi } from '../state/use-editor.ts'
import type { Area } from './plan-background.ts'

/** What the controls change: the background of one screen, or the panorama it shows a part of. */
export type BackgroundTarget = {
  background: Background
  isShared: boolean
  area: Area
  /** Where the screen begins in the area. */
  index: number
  preview(next: Background): void
  /** `also`: a change of the project that belongs to it. */
  commit(next: Background, label?: string, also?: (project: Project) => Project): void
  /** With a text colour for captions that would be illegible. */
  apply(choice: BackgroundChoice): void
  cancel(): void
}

export function useBackgroundTarget(screen: Screen): BackgroundTarget {
  const editor = useEditor()
  const canvasSizeId = useUi((ui) => ui.canvasSizeId)
  const shared = useProject((project) => project.sharedBackgrounds?.[canvasSizeId])
  useProject((project) => project.screensByCanvasSize[canvasSizeId])
  const isShared = shared?.screens[screen.id] === true
  const sharing = isShared ? listSharing(editor.session.getProject(), canvasSizeId) : [screen.id]
  const { widthPx, heightPx } = findCanvasPx(canvasSizeId, screen.orientation)
  const ref = { canvasSizeId, screenId: screen.id }
  const set = (project: Project, background: Background) =>
    isShared
      ? setSharedBackground(project, { canvasSizeId, background })
      : setBackground(project, { ...ref, background })
  return {
    background: isShared && shared !== undefined ? shared.background : screen.background,
    isShared,
    area: { width: sharing.length, height: heightPx / widthPx },
    index: Math.max(sharing.indexOf(screen.id), 0),
    preview: (next) => editor.preview.show((project) => set(project, next)),
    commit(next, label = 'Change background', also = (project) => project) {
      editor.edit(label, (project) => also(set(project, next)))
      editor.preview.clear()
    },
    apply: (choice) =>
      editor.edit('Change background', (project) =>
        isShared
          ? applySharedChoice(project, { canvasSizeId, choice })
          : editScreen(project, ref, (before) => applyBackgroundChoice(before, choice)),
      ),
    cancel: () => editor.preview.clear(),
  }
}
