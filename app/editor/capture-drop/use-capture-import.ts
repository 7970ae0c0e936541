import { useCallback, useRef, useState } from 'react'
import { showScreen } from '../actions/screen-actions.ts'
import type { Workbench } from '../state/editor-controller.ts'
import type { CaptureTarget } from './capture-drop-context.ts'
import { type ImportReport, isQuiet, planImport } from './plan-import.ts'

export type ImportProgress = { done: number; total: number }

/** Brings files onto the stage: progress while it runs, a report when there is something to say. */
export function useCaptureImport(workbench: Workbench) {
  const [progress, setProgress] = useState<ImportProgress>()
  const [report, setReport] = useState<ImportReport>()
  const running = useRef<AbortController>(undefined)

  const importFiles = useCallback(
    async (files: readonly File[], target?: CaptureTarget) => {
      if (files.length === 0 || workbench.readOnly) return
      const controller = new AbortController()
      running.current = controller
      setReport(undefined)
      setProgress({ done: 0, total: files.length })
      try {
        const results = await workbench.session.media.importFiles(files, {
          signal: controller.signal,
          onProgress: (done, total) => setProgress({ done, total }),
        })
        const next = placeOnScreens(workbench, results, target)
        setReport(isQuiet(next) ? undefined : next)
      } catch (error) {
        console.warn('Captures could not be added.', error)
        setReport(failedReport(files))
      } finally {
        setProgress(undefined)
      }
    },
    [workbench],
  )

  return {
    progress,
    report,
    importFiles,
    cancel: useCallback(() => running.current?.abort(), []),
    dismiss: useCallback(() => setReport(undefined), []),
  }
}

function placeOnScreens(
  workbench: Workbench,
  results: Parameters<typeof planImport>[1],
  target: CaptureTarget | undefined,
): ImportReport {
  const { canvasSizeId, locale, screenId } = workbench.ui.get()
  const plan = planImport(workbench.session.getProject(), results, {
    canvasSizeId,
    locale,
    mint: () => crypto.randomUUID(),
    target,
    afterScreenId: screenId,
  })
  workbench.edit(plan.label, () => plan.project)
  const [first] = plan.screenIds
  if (first !== undefined) showScreen(workbench, first)
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
