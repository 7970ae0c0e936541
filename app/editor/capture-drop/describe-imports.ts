import { listRefusals, type Refused, summariseRefusals } from '#app/media/gather-refusals.ts'
import type { ImportReport } from '#app/media-library/use-import.ts'

/** What came of an import; every good file is already on the stage. */
export type ImportOutcome = {
  importedCount: number
  cancelledCount: number
  refused: readonly Refused[]
  warnings: readonly string[]
}

/** Of imports that overlapped, in their order. */
export function describeImports(outcomes: readonly ImportOutcome[]): ImportReport | undefined {
  return describeImport({
    importedCount: outcomes.reduce((sum, { importedCount }) => sum + importedCount, 0),
    cancelledCount: outcomes.reduce((sum, { cancelledCount }) => sum + cancelledCount, 0),
    refused: outcomes.flatMap(({ refused }) => refused),
    warnings: [...new Set(outcomes.flatMap(({ warnings }) => warnings))],
  })
}

/** `undefined`: nothing to report, the captures are visible. */
function describeImport(outcome: ImportOutcome): ImportReport | undefined {
  const { refused, warnings, cancelledCount } = outcome
  if (refused.length + warnings.length + cancelledCount === 0) return undefined
  const cancelled =
    cancelledCount > 0 ? ['You cancelled, so nothing of it was kept and the project is as it was.'] : []
  return { summary: summarise(outcome), problems: [...listRefusals(refused), ...warnings, ...cancelled] }
}

function summarise({ importedCount, refused, cancelledCount }: ImportOutcome): string {
  const added = importedCount === 1 ? '1 capture added' : `${importedCount} captures added`
  if (refused.length > 0) {
    const text = summariseRefusals(refused)
    return importedCount > 0 ? `${added}, ${text}` : `${text.charAt(0).toUpperCase()}${text.slice(1)}`
  }
  if (cancelledCount > 0) return importedCount > 0 ? `Cancelled: ${added}` : 'Cancelled: nothing was added'
  return `${added}, with a remark`
}
