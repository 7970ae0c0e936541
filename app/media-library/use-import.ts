import { useCallback, useMemo, useState } from 'react'
import type { ImportOptions } from '#app/media/import-result.ts'
import { createJointImport, type ImportProgress } from '#app/media/joint-import.ts'

/** Sentences for the user; each problem names its files. */
export type ImportReport = { summary: string; problems: readonly string[] }

/**
 * State of an import for `ImportStatus`: progress and cancel while it runs, then its report until it is dismissed. Imports
 * that overlap are one. `summarise`: a function of the module, which returns a report when there is something to report.
 */
export function useImport<Outcome>(summarise: (outcomes: readonly Outcome[]) => ImportReport | undefined) {
  const [progress, setProgress] = useState<ImportProgress>()
  const [report, setReport] = useState<ImportReport>()
  const joint = useMemo(
    () =>
      createJointImport<Outcome | undefined>({
        onProgress: setProgress,
        onEnd: (outcomes) => setReport(summarise(outcomes.filter((outcome) => outcome !== undefined))),
      }),
    [summarise],
  )

  const start = useCallback(
    /** An import of `total` files. */
    async (
      total: number,
      run: (options: Required<Pick<ImportOptions, 'signal' | 'onProgress'>>) => Promise<Outcome>,
    ) => {
      setReport(undefined)
      const part = joint.begin(total)
      let outcome: Outcome | undefined
      try {
        outcome = await run({ signal: part.signal, onProgress: part.progress })
      } finally {
        part.end(outcome)
      }
    },
    [joint],
  )

  return {
    start,
    status: {
      progress,
      report,
      onCancel: joint.cancel,
      onDismiss: useCallback(() => setReport(undefined), []),
    },
  }
}
