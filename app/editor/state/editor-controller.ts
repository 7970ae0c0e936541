import { diffProjects } from '#app/document/changes/diff-projects.ts'
import type { CanvasSizeId, ElementId, Locale, ScreenId } from '#app/document/model/ids.ts'
import { listOrdered } from '#app/document/model/ordered.ts'
import type { Project, ProjectDocument, Screen } from '#app/document/model/schema.ts'
import { editProject } from '#app/document/resolve/edit-project.ts'
import { resolveProject } from '#app/document/resolve/resolve-project.ts'
import { createObservable, type WritableObservable } from '#app/observable/observable.ts'
import type { EditorSession } from '../ports/session.ts'
import type { EditorTemplates } from '../ports/templates.ts'
import { createFontCache, type FontCache } from './font-cache.ts'
import { createMeasureBox, type MeasureBox } from './measure-box.ts'
import { createPictureCache, type PictureCache } from './picture-cache.ts'
import { createPreview, type Preview } from './preview.ts'
import { countCommit } from './render-count.ts'
import { createEditorUi, type EditorUi, reconcileSelection, type ScreenSelection } from './selection-state.ts'
import { createStageState, type StageState } from './stage-state.ts'
import { type PointerTracker, trackPointers } from './track-pointers.ts'
import { emptyTrail, leaveTrail } from './view-trail.ts'

export type EditProject = (project: Project) => Project
export type EditDocument = (document: ProjectDocument) => ProjectDocument

/** The session as the editor's parts see it: every screen whole, linked ones derived from their master. */
export type ViewedSession = EditorSession & { getProject(): Project }

/**
 * The state shared by the editor's parts: the session, the selection, the decoded pictures, edits and previews. One per
 * open project; it lives outside React, so gestures can use it without rendering.
 */
export interface EditorController {
  readonly session: ViewedSession
  /** Absent where nothing can be stored. */
  readonly templates?: EditorTemplates | undefined
  readonly ui: WritableObservable<EditorUi>
  readonly pictures: PictureCache
  readonly fonts: FontCache
  readonly preview: Preview
  readonly stageState: StageState
  readonly measureBox: MeasureBox
  readonly pointers: PointerTracker
  readonly readOnly: boolean
  /** One undoable change; an edit that changes nothing is not recorded. */
  edit(label: string, edit: EditProject): void
  /** The same on the stored document, where links themselves change. */
  editDocument(label: string, edit: EditDocument): void
  selectSize(canvasSizeId: CanvasSizeId): void
  selectScreen(screenId: ScreenId | undefined): void
  /** `also`: elements of other screens that are selected besides. */
  selectElements(
    screenId: ScreenId,
    elementIds: readonly ElementId[],
    also?: readonly ScreenSelection[],
  ): void
  /** Chooses screens in the list besides the current one. */
  chooseScreens(screenIds: readonly ScreenId[]): void
  startTyping(screenId: ScreenId, elementId: ElementId): void
  stopTyping(): void
  selectLocale(locale: Locale): void
  setZoom(zoom: number): void
  setGap(gapPx: number): void
  findCurrentScreen(): Screen | undefined
  /** The language shown, and the project's first one for missing translations. */
  languages(): { locale: Locale; fallbackLocale: Locale }
  close(): void
}

const none: readonly never[] = []
/** Ten screens side by side on a phone. */
export const minZoom = 0.02
export const maxZoom = 16

export function createEditorController(
  stored: EditorSession,
  templates?: EditorTemplates | undefined,
): EditorController {
  const session = viewSession(stored)
  let project = session.getProject()
  let trail = emptyTrail
  const ui = createObservable(createEditorUi(project))
  const pictures = createPictureCache(session.media)
  const pointers = trackPointers()
  const fonts = createFontCache(session.media, (mediaId) => session.getProject().mediaNames?.[mediaId])
  const languages = () => {
    const { locale } = ui.get()
    return { locale, fallbackLocale: findFallbackLocale(session.getProject(), locale) }
  }
  const readOnly = session.readOnlyReason !== undefined

  const unsubscribe = session.subscribe(() => {
    const previous = project
    project = session.getProject()
    ui.set(reconcileSelection(project, ui.get(), { previous, trail }))
  })

  const update = (patch: Partial<EditorUi>) => {
    const before = ui.get()
    const next = { ...before, ...patch }
    if (Object.entries(patch).every(([key, value]) => before[key as keyof EditorUi] === value)) return
    trail = leaveTrail(trail, before, next)
    ui.set(next)
    rememberView(session, before, next)
  }

  const editDocument = (label: string, edit: EditDocument) => {
    if (readOnly) return
    const before = session.getDocument()
    const change = diffProjects(before, edit(before), label)
    if (change.ops.length === 0) return
    countCommit()
    session.commit(change)
  }

  return {
    session,
    templates,
    ui,
    pictures,
    fonts,
    stageState: createStageState(),
    measureBox: createMeasureBox(languages, fonts.version.get),
    languages,
    preview: createPreview(session),
    pointers,
    readOnly,
    edit: (label, edit) => editDocument(label, (document) => editProject(document, edit)),
    editDocument,
    selectSize(canvasSizeId) {
      const switched = {
        ...ui.get(),
        canvasSizeId,
        screenId: undefined,
        selectedIds: [],
        alsoSelected: none,
        chosenScreenIds: none,
        editingId: undefined,
      }
      update(reconcileSelection(session.getProject(), switched))
    },
    selectScreen(screenId) {
      update({
        screenId,
        selectedIds: [],
        alsoSelected: none,
        chosenScreenIds: none,
        editingId: undefined,
      })
    },
    chooseScreens(screenIds) {
      const { screenId } = ui.get()
      update({ chosenScreenIds: screenIds.filter((id) => id !== screenId) })
    },
    selectElements(screenId, elementIds, also = none) {
      const { selectedIds, screenId: current, alsoSelected } = ui.get()
      const same =
        current === screenId &&
        alsoSelected === also &&
        selectedIds.length === elementIds.length &&
        selectedIds.every((id, index) => id === elementIds[index])
      if (same) return
      const chosenScreenIds = current === screenId ? ui.get().chosenScreenIds : none
      update({ screenId, selectedIds: elementIds, alsoSelected: also, chosenScreenIds, editingId: undefined })
    },
    startTyping(screenId, elementId) {
      if (!readOnly) update({ screenId, selectedIds: [elementId], alsoSelected: none, editingId: elementId })
    },
    stopTyping() {
      update({ editingId: undefined })
    },
    selectLocale(locale) {
      update({ locale, editingId: undefined })
    },
    setZoom(zoom) {
      update({ zoom: Math.min(Math.max(zoom, minZoom), maxZoom) })
    },
    setGap(gapPx) {
      update({ gapPx })
    },
    findCurrentScreen() {
      const { canvasSizeId, screenId } = ui.get()
      return screenId === undefined
        ? undefined
        : session.getProject().screensByCanvasSize[canvasSizeId]?.[screenId]
    },
    close() {
      unsubscribe()
      pictures.close()
      fonts.close()
      pointers.close()
    },
  }
}

function viewSession(session: EditorSession): ViewedSession {
  return { ...session, getProject: () => resolveProject(session.getDocument()) }
}

/** The part of the view that is restored on the next visit. */
function rememberView(
  session: Pick<EditorSession, 'readOnlyReason' | 'setView'>,
  before: EditorUi,
  now: EditorUi,
): void {
  if (session.readOnlyReason !== undefined) return
  const elementId = now.selectedIds.at(-1)
  const changed =
    before.canvasSizeId !== now.canvasSizeId ||
    before.screenId !== now.screenId ||
    before.locale !== now.locale ||
    before.zoom !== now.zoom ||
    before.selectedIds.at(-1) !== elementId
  if (!changed) return
  session.setView({
    canvasSizeId: now.canvasSizeId,
    locale: now.locale,
    zoom: now.zoom,
    ...(now.screenId === undefined ? {} : { screenId: now.screenId }),
    ...(elementId === undefined ? {} : { elementId }),
  })
}

function findFallbackLocale(project: Project, locale: Locale): Locale {
  return listOrdered(project.locales)[0]?.id ?? locale
}
