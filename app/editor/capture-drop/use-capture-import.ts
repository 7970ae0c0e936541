import { useCallback, useRef, useState } from 'react'
import type { ImportResult } from '#app/media/import-result.ts'
import type { Incoming } from '#app/media/incoming-files.ts'
import { isPageInUse } from '#app/ui/page-in-use.ts'
import { showScreen } from '../actions/screen-actions.ts'
import type { EditorController } from '../state/editor-controller.ts'
import type { EditorUi } from '../state/selection-state.ts'
import type { CaptureTarget } from './capture-drop-context.ts'
import { type ImportReport, isQuiet, planImport } from './plan-import.ts'

export type ImportProgress = { done: number; total: number }

/** Imports files onto the stage: progress while it runs, a report when there is something to report. */
export function useCaptureImport(editor: EditorController) {
  const [progress, setProgress] = useState<ImportProgress>()
  const [report, setReport] = useState<ImportReport>()
  const running = useRef<AbortController>(undefined)

  const importFiles = useCallback(
    async (incoming: Incoming, target?: CaptureTarget) => {
      const files = incoming.files.map(({ file }) => file)
      if (files.length + incoming.unreadable.length === 0 || editor.readOnly) return
      const controller = new AbortController()
      running.current = controller
      setReport(undefined)
      setProgress({ done: 0, total: files.length })
      const viewed = editor.ui.get()
      try {
        const results = await editor.session.media.importFiles(files, {
          signal: controller.signal,
          onProgress: (done, total) => setProgress({ done, total }),
        })
        const next = placeOnScreens(editor, { incoming, results, target, viewed })
        setReport(isQuiet(next) ? undefined : next)
      } catch (error) {
        console.warn('Captures could not be added.', error)
        setReport(failedReport(files))
      } finally {
        setProgress(undefined)
      }
    },
    [editor],
  )

  return {
    progress,
    report,
    importFiles,
    cancel: useCallback(() => running.current?.abort(), []),
    dismiss: useCallback(() => setReport(undefined), []),
  }
}

type Arrived = {
  incoming: Incoming
  results: readonly ImportResult[]
  target: CaptureTarget | undefined
  /** The view at the time of the drop. */
  viewed: EditorUi
}

function placeOnScreens(
  editor: EditorController,
  { incoming, results, target, viewed }: Arrived,
): ImportReport {
  const { canvasSizeId, locale, screenId } = viewed
  const project = editor.session.getProject()
  const plan = planImport(
    project,
    { incoming, results },
    {
      canvasSizeId,
      locale,
      mint: () => crypto.randomUUID(),
      target,
      afterScreenId: screenId,
    },
  )
  editor.edit(plan.label, () => plan.project)
  const [first] = plan.screenIds
  // A user who has moved on meanwhile keeps the current view.
  if (first !== undefined && editor.ui.get() === viewed && !isPageInUse()) showScreen(editor, first)
  return plan.report
}

function failedReport(files: readonly File[]): ImportReport {
  const message =
    'The captures could not be stored on this device. Your project is unchanged; free some space and drop them again.'
  return {
    importedCount: 0,
    cancelledCount: 0,
    warnings: [],
    refused: [{ fileName: files.length === 1 ? (files[0]?.name ?? '') : `${files.length} files`, message }],
  }
}
