import { useCallback, useRef, useState } from 'react'
import { listRefusals, summariseRefusals } from '#app/media/gather-refusals.ts'
import type { Incoming } from '#app/media/incoming-files.ts'
import { listRefused, listUnreadable } from '#app/media/list-captures.ts'
import { useMediaLibrary } from './media-library-provider.tsx'
import { countFiles } from './plan-library.ts'

export type MediaImportProgress = { done: number; total: number }
export type MediaImportReport = { summary: string; problems: readonly string[] }

/** Imports files into the library: progress while it runs, cancel, and a report when there is something to report. */
export function useMediaImport() {
  const library = useMediaLibrary()
  const [progress, setProgress] = useState<MediaImportProgress>()
  const [report, setReport] = useState<MediaImportReport>()
  const running = useRef<AbortController>(undefined)

  const importFiles = useCallback(
    async (incoming: Incoming) => {
      const files = incoming.files.map(({ file }) => file)
      const unreadable = listUnreadable(incoming)
      if (files.length + unreadable.length === 0) return
      const controller = new AbortController()
      running.current = controller
      setReport(undefined)
      setProgress({ done: 0, total: files.length })
      const results = await library.importFiles(files, {
        signal: controller.signal,
        onProgress: (done, total) => setProgress({ done, total }),
      })
      setProgress(undefined)
      const refused = [...listRefused(results), ...unreadable]
      const cancelled = results.filter(({ kind }) => kind === 'cancelled').length
      const added = results.filter(({ kind }) => kind === 'imported').length
      if (refused.length === 0 && cancelled === 0) return
      const isFull = refused.some((result) => result.isFull)
      const full = isFull ? `, ${summariseRefusals(refused)}` : ''
      const rest = cancelled > 0 ? `, ${countFiles(cancelled)} left out` : ''
      setReport({ summary: `${countFiles(added)} added${full}${rest}`, problems: listRefusals(refused) })
    },
    [library],
  )

  return {
    progress,
    report,
    importFiles,
    cancel: useCallback(() => running.current?.abort(), []),
    dismiss: useCallback(() => setReport(undefined), []),
  }
}
