import { findCanvasSize } from '#app/document/catalogue/canvas-sizes.ts'
import { findCaptureSize } from '#app/document/catalogue/capture-size.ts'
import { type Capture, planCaptures } from '#app/document/edits/plan-captures.ts'
import type { CanvasSizeId, Locale, MintId, ScreenId } from '#app/document/model/ids.ts'
import type { Project } from '#app/document/model/schema.ts'
import type { Refused } from '#app/media/gather-refusals.ts'
import type { ImportResult } from '#app/media/import-result.ts'
import type { Incoming } from '#app/media/incoming-files.ts'
import { listCaptures } from '#app/media/list-captures.ts'
import type { CaptureTarget } from './capture-drop-context.ts'

/** The report after an import; every good file is already on the stage. */
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

/** Puts the imported captures on screens, and collects the sentences about the rest. */
export function planImport(
  project: Project,
  { incoming, results }: { incoming: Incoming; results: readonly ImportResult[] },
  options: {
    canvasSizeId: CanvasSizeId
    locale: Locale
    mint: MintId
    target: CaptureTarget | undefined
    afterScreenId: ScreenId | undefined
  },
): ImportPlan {
  const { canvasSizeId, locale, mint, target, afterScreenId } = options
  const { captures, refused, cancelledCount } = listCaptures(incoming, results)
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
      cancelledCount,
      refused,
      warnings: [...describeOtherDevices(captures, canvasSizeId), ...plan.warnings],
    },
  }
}

/** One sentence for each kind of device that the captures are of but the current size is not. */
function describeOtherDevices(captures: readonly Capture[], canvasSizeId: CanvasSizeId): string[] {
  const here = findCanvasSize(canvasSizeId)
  if (here === undefined || here.family === 'graphic') return []
  const counts = new Map<CanvasSizeId, number>()
  for (const capture of captures) {
    const own = findCaptureSize(capture)
    if (own === undefined || findCanvasSize(own)?.family === here.family) continue
    counts.set(own, (counts.get(own) ?? 0) + 1)
  }
  return [...counts].map(([own, count]) => {
    const name = findCanvasSize(own)?.name ?? own
    const captures = count === 1 ? 'One capture has' : `${count} captures have`
    return `${captures} the pixels of ${name}, and ${here.name} is on the stage. Undo, add the size ${name} and drop ${count === 1 ? 'it' : 'them'} there, if that is where ${count === 1 ? 'it belongs' : 'they belong'}.`
  })
}

/** Nothing to report: the captures are visible. */
export function isQuiet(report: ImportReport): boolean {
  return report.refused.length === 0 && report.warnings.length === 0 && report.cancelledCount === 0
}
