import type { MintId, ScreenId } from '#app/document/model/ids.ts'
import type { Project } from '#app/document/model/schema.ts'
import { applyIntake, joinStored } from '#app/intake/plan/apply-intake.ts'
import type { IntakeRow } from '#app/intake/plan/intake-row.ts'
import type { Refused } from '#app/media/gather-refusals.ts'
import type { ImportResult } from '#app/media/import-result.ts'
import { listRefused } from '#app/media/list-refused.ts'
import type { EditorUi } from '../state/selection-state.ts'
import type { CaptureTarget } from './capture-drop-context.ts'
import type { ImportOutcome } from './describe-imports.ts'
import { planPlaces } from './plan-place.ts'

export type ImportPlan = {
  project: Project
  label: string
  screenIds: readonly ScreenId[]
  /** Of them, those in the size that is looked at. */
  shownIds: readonly ScreenId[]
  outcome: ImportOutcome
}

type ImportOptions = {
  /** The project when the places were chosen. */
  before: Project
  now: EditorUi
  mint: MintId
  target: CaptureTarget | undefined
  refused: readonly Refused[]
}

/** Puts the imported captures on their screens, and collects the sentences about the rest. A cancelled import places nothing. */
export function planImport(
  project: Project,
  { rows, results }: { rows: readonly IntakeRow[]; results: readonly ImportResult[] },
  options: ImportOptions,
): ImportPlan {
  const { before, now, mint, target, refused } = options
  const cancelledCount = results.filter(({ kind }) => kind === 'cancelled').length
  const stored = cancelledCount > 0 ? [] : joinStored(rows, results)
  const after = target?.screenId ?? now.screenId
  const applied = applyIntake(project, planPlaces(project, stored, { before, now }), {
    locale: now.locale,
    mint,
    ...(after === undefined ? {} : { after: { canvasSizeId: now.canvasSizeId, screenId: after } }),
  })
  const entries = [...applied.screenIds]
  return {
    project: applied.project,
    screenIds: entries.map(([, screenId]) => screenId),
    shownIds: entries
      .filter(([{ canvasSizeId }]) => canvasSizeId === now.canvasSizeId)
      .map(([, screenId]) => screenId),
    label: stored.length === 1 ? 'Add capture' : `Add ${stored.length} captures`,
    outcome: {
      importedCount: stored.length,
      cancelledCount,
      refused: [...listRefused(results), ...refused],
      warnings: applied.warnings,
    },
  }
}
