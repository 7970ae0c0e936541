import { useCallback } from 'react'
import { listRefusals, type Refused, summariseRefusals } from '#app/media/gather-refusals.ts'
import type { ImportResult } from '#app/media/import-result.ts'
import type { Incoming } from '#app/media/incoming-files.ts'
import { listRefused, listUnreadable } from '#app/media/list-refused.ts'
import { useMediaLibrary } from './media-library-provider.tsx'
import { countFiles } from './plan-library.ts'
import { type ImportReport, useImport } from './use-import.ts'

/** Imports files into the library. */
export function useMediaImport() {
  const library = useMediaLibrary()
  const { start, status } = useImport(describeOutcomes)

  const importFiles = useCallback(
    async (incoming: Incoming) => {
      const files = incoming.files.map(({ file }) => file)
      if (files.length + incoming.unreadable.length === 0) return
      await start(files.length, async (options) => {
        const results = await library.importFiles(files, options)
        return { results, refused: [...listRefused(results), ...listUnreadable(incoming)] }
      })
    },
    [library, start],
  )

  return { importFiles, status }
}

type Outcome = { results: readonly ImportResult[]; refused: readonly Refused[] }

/** `undefined`: every file was added, which is visible. */
function describeOutcomes(outcomes: readonly Outcome[]): ImportReport | undefined {
  const results = outcomes.flatMap((outcome) => outcome.results)
  const refused = outcomes.flatMap((outcome) => outcome.refused)
  const cancelled = results.filter(({ kind }) => kind === 'cancelled').length
  const added = results.filter(({ kind }) => kind === 'imported').length
  if (refused.length === 0 && cancelled === 0) return undefined
  const full = refused.some(({ isFull }) => isFull) ? `, ${summariseRefusals(refused)}` : ''
  const rest = cancelled > 0 ? `, ${countFiles(cancelled)} left out` : ''
  return { summary: `${countFiles(added)} added${full}${rest}`, problems: listRefusals(refused) }
}
