import { useCallback, useState } from 'react'
import type { CanvasSizeId } from '#app/document/model/ids.ts'
import type { Project } from '#app/document/model/schema.ts'
import type { IntakeReview } from '#app/intake/dialog/intake-dialog.tsx'
import type { IntakeRow } from '#app/intake/plan/intake-row.ts'
import type { Refused } from '#app/media/gather-refusals.ts'
import type { ImportResult } from '#app/media/import-result.ts'
import type { Incoming, IncomingFile } from '#app/media/incoming-files.ts'
import { useImport } from '#app/media-library/use-import.ts'
import { showScreen } from '../actions/screen-actions.ts'
import type { EditorController } from '../state/editor-controller.ts'
import type { EditorUi } from '../state/selection-state.ts'
import type { CaptureTarget, FileOrigin } from './capture-drop-context.ts'
import { describeImports, type ImportOutcome } from './describe-imports.ts'
import { isFontFile } from './is-font-file.ts'
import { type DesignScreens, loadDesign } from './load-design.ts'

/** A plan that waits for the user. */
export type OpenReview = { review: IntakeReview; settle: (rows: readonly IntakeRow[] | undefined) => void }

/** Imports files onto the stage: at once where every place is plain, else after the plan was seen. */
export function useCaptureImport(editor: EditorController, onArchives: (files: readonly File[]) => void) {
  const { start, status } = useImport(describeImports)
  const [openReview, setOpenReview] = useState<OpenReview>()

  const ask = useCallback(
    (review: IntakeReview) =>
      new Promise<readonly IntakeRow[] | undefined>((resolve) =>
        setOpenReview({
          review,
          settle(rows) {
            setOpenReview(undefined)
            resolve(rows)
          },
        }),
      ),
    [],
  )

  const importFiles = useCallback(
    async (given: Incoming, target?: CaptureTarget, origin?: FileOrigin) => {
      const incoming = withoutFonts(editor, withoutDrawings(editor, given))
      if (incoming.files.length + incoming.unreadable.length === 0 || editor.readOnly) return
      const viewed = editor.ui.get()
      const { prepareImport } = await import('./prepare-import.ts')
      const prepared = await prepareImport(editor, { incoming, target, origin, viewed }, { start, ask })
      if (prepared === undefined) return
      if (prepared.archives.length > 0) onArchives(prepared.archives)
      const { files, fonts } = prepared
      if (fonts.length > 0) void insertFonts(editor, fonts)
      if (files.length + prepared.refused.length === 0) return
      await start(files.length, async (options) => {
        try {
          const results = await editor.session.media.importFiles(
            files.map(({ file }) => file),
            { ...options, isAllOrNothing: true },
          )
          if (prepared.picture !== undefined) {
            const { placeDropped } = await import('./place-picture.ts')
            const select = editor.ui.get() === viewed && !isPageInUse()
            const { picture, refused } = prepared
            return placeDropped(editor, picture, { results, refused, view: viewed, select })
          }
          const design = await loadDesign(editor)
          const { planImport } = await import('./plan-import.ts')
          return placeOnScreens(editor, { ...prepared, results, viewed, design }, planImport)
        } catch (error) {
          console.warn('Captures could not be added.', error)
          return failedOutcome(files)
        }
      })
    },
    [editor, start, ask, onArchives],
  )

  return { importFiles, status, openReview }
}

/** SVG files become drawings, everything else a capture or a picture. */
function withoutDrawings(editor: EditorController, incoming: Incoming): Incoming {
  const drawings = incoming.files.filter(({ file }) => isSvgFile(file))
  if (drawings.length === 0 || editor.readOnly) return incoming
  void insertDrawings(
    editor,
    drawings.map(({ file }) => file),
  )
  return { ...incoming, files: incoming.files.filter(({ file }) => !isSvgFile(file)) }
}

async function insertDrawings(editor: EditorController, files: readonly File[]): Promise<void> {
  const { insertSvgFiles } = await import('../actions/insert-svg.ts')
  await insertSvgFiles(editor, files)
}

/** Fonts go to the media library, and onto a selected text. */
function withoutFonts(editor: EditorController, incoming: Incoming): Incoming {
  const fonts = incoming.files.filter(({ file }) => isFontFile(file))
  if (fonts.length === 0 || editor.readOnly) return incoming
  void insertFonts(
    editor,
    fonts.map(({ file }) => file),
  )
  return { ...incoming, files: incoming.files.filter(({ file }) => !isFontFile(file)) }
}

async function insertFonts(editor: EditorController, files: readonly File[]): Promise<void> {
  const { addFonts } = await import('../actions/font-actions.ts')
  await addFonts(editor, files)
}

function isSvgFile({ name, type }: File): boolean {
  return type === 'image/svg+xml' || /\.svg$/i.test(name)
}

type Arrived = {
  /** In the order of the results. */
  rows: readonly IntakeRow[]
  refused: readonly Refused[]
  before: Project
  results: readonly ImportResult[]
  target: CaptureTarget | undefined
  /** The view at the time of the drop. */
  viewed: EditorUi
  /** Designs new screens as the project's template says. */
  design: DesignScreens
}

function placeOnScreens(
  editor: EditorController,
  { rows, refused, before, results, target, viewed, design }: Arrived,
  planImport: typeof import('./plan-import.ts').planImport,
): ImportOutcome {
  const project = editor.session.getProject()
  const now = editor.ui.get()
  const plan = planImport(
    project,
    { rows, results },
    { before, now, target, refused, mint: () => crypto.randomUUID() },
  )
  const sizes = Object.keys(plan.project.screensByCanvasSize) as CanvasSizeId[]
  editor.edit(plan.label, () => sizes.reduce((after, size) => design(project, after, size), plan.project))
  const [first] = plan.shownIds
  // A user who has moved on meanwhile keeps the current view.
  if (first !== undefined && editor.ui.get() === viewed && !isPageInUse()) showScreen(editor, first)
  return plan.outcome
}

function failedOutcome(files: readonly IncomingFile[]): ImportOutcome {
  const message =
    'The captures could not be stored on this device. Your project is unchanged; free some space and drop them again.'
  return {
    importedCount: 0,
    cancelledCount: 0,
    warnings: [],
    refused: [
      { fileName: files.length === 1 ? (files[0]?.file.name ?? '') : `${files.length} files`, message },
    ],
  }
}

const fields =
  'input:not([type=checkbox], [type=radio], [type=button], [type=file]), textarea, select, [contenteditable]'

/** True while the user types or drags: background work must not replace the field or end the gesture. */
function isPageInUse(): boolean {
  return (
    document.activeElement?.matches(fields) === true || document.querySelector('[data-dragging]') !== null
  )
}
