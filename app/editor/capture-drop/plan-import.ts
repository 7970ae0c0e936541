import { planCaptures } from '#app/document/edits/plan-captures.ts'
import type { CanvasSizeId, Locale, MintId, ScreenId } from '#app/document/model/ids.ts'
import type { Project } from '#app/document/model/schema.ts'
import type { Refused } from '#app/media/gather-refusals.ts'
import type { ImportResult } from '#app/media/import-result.ts'
import type { CaptureTarget } from './capture-drop-context.ts'

/** What the report says after an import; everything that could be used is already on the stage. */
export type ImportReport = {
  importedCount: number
  cancelledCount: number
  refused: readonly Refused[]
  warnings: readonly string[]
}

export type ImportPlan = {
  project: Project
  label: string
  screenIds: readonly ScreenId[]
  report: ImportReport
}

/** Puts what could be imported on screens, and collects what has to be said about the rest. */
export function planImport(
  project: Project,
  results: readonly ImportResult[],
  options: {
    canvasSizeId: CanvasSizeId
    locale: Locale
    mint: MintId
    target: CaptureTarget | undefined
    afterScreenId: ScreenId | undefined
  },
): ImportPlan {
  const { canvasSizeId, locale, mint, target, afterScreenId } = options
  const captures = results.flatMap((result) =>
    result.kind === 'imported'
      ? [{ mediaId: result.mediaId, widthPx: result.width, heightPx: result.height, name: result.fileName }]
      : [],
  )
  const plan = planCaptures(project, {
    captures,
    canvasSizeId,
    locale,
    mint,
    ...(afterScreenId === undefined || target !== undefined ? {} : { afterScreenId }),
    ...(target === undefined ? {} : { targetScreenId: target.screenId }),
    ...(target?.elementId === undefined ? {} : { targetElementId: target.elementId }),
  })
  return {
    project: plan.project,
    screenIds: plan.screenIds,
    label: captures.length === 1 ? 'Add capture' : `Add ${captures.length} captures`,
    report: {
      importedCount: captures.length,
      cancelledCount: results.filter((result) => result.kind === 'cancelled').length,
      refused: results.flatMap((result) => {
        if (result.kind !== 'refused') return []
        const { kind: _kind, ...refused } = result
        return [refused]
      }),
      warnings: plan.warnings,
    },
  }
}

/** Nothing to say: the captures are there to be seen. */
export function isQuiet(report: ImportReport): boolean {
  return report.refused.length === 0 && report.warnings.length === 0 && report.cancelledCount === 0
}
