import type { SizePx } from '#app/document/catalogue/canvas-size-table.ts'
import { type Capture, planCaptures } from '#app/document/edits/plan-captures.ts'
import type { CanvasSizeId, Locale, MediaId, MintId, ScreenId } from '#app/document/model/ids.ts'
import type { Project } from '#app/document/model/schema.ts'
import { groupOf, type IntakeRow } from './intake-row.ts'

/** A row whose file is in the media library now. */
export type StoredCapture = IntakeRow & SizePx & { mediaId: MediaId; fileName: string }

export type AppliedIntake = {
  project: Project
  /** By row, those that are left out left out. */
  screenIds: ReadonlyMap<StoredCapture, ScreenId>
  /** Sentences about captures that no device fits. */
  warnings: readonly string[]
}

/** Performs a plan. A screen that is gone by now is made anew. */
export function applyIntake(
  project: Project,
  rows: readonly StoredCapture[],
  options: { locale: Locale; mint: MintId; after?: { canvasSizeId: CanvasSizeId; screenId: ScreenId } },
): AppliedIntake {
  const { locale, mint, after } = options
  const taken = rows.filter(({ place }) => place.kind !== 'out')
  const screenIds = new Map<StoredCapture, ScreenId>()
  const warnings: string[] = []
  let planned = project
  for (const canvasSizeId of new Set(taken.map((row) => row.canvasSizeId))) {
    const here = taken.filter((row) => row.canvasSizeId === canvasSizeId)
    const plan = planCaptures(planned, {
      captures: here.map((row) => toCapture(row, planned)),
      canvasSizeId,
      locale,
      mint,
      ...(after?.canvasSizeId === canvasSizeId ? { afterScreenId: after.screenId } : {}),
    })
    planned = plan.project
    warnings.push(...plan.warnings)
    for (const [index, group] of [...new Set(here.map(placeOf))].entries()) {
      const screenId = plan.screenIds[index]
      if (screenId === undefined) continue
      for (const row of here) if (placeOf(row) === group) screenIds.set(row, screenId)
    }
  }
  return { project: planned, screenIds, warnings: [...new Set(warnings)] }
}

/** The rows whose files were stored; results are in the order of the rows. */
export function joinStored(
  rows: readonly IntakeRow[],
  results: readonly { mediaId?: MediaId; fileName: string; width?: number; height?: number }[],
): readonly StoredCapture[] {
  return rows.flatMap((row, index): StoredCapture[] => {
    const { mediaId, fileName = '', width, height } = results[index] ?? {}
    if (mediaId === undefined || width === undefined || height === undefined) return []
    return [{ ...row, mediaId, fileName, widthPx: width, heightPx: height }]
  })
}

function toCapture(row: StoredCapture, project: Project): Capture {
  const { mediaId, widthPx, heightPx, fileName, locale, place, canvasSizeId } = row
  const capture = { mediaId, widthPx, heightPx, name: fileName, inLocale: { locale, key: placeOf(row) } }
  if (place.kind !== 'screen') return { ...capture, to: 'new' }
  const { screenId, elementId } = place
  const screen = project.screensByCanvasSize[canvasSizeId]?.[screenId]
  if (screen === undefined) return { ...capture, to: 'new' }
  const isThere = elementId !== undefined && screen.elements[elementId] !== undefined
  return { ...capture, to: { screenId, ...(isThere ? { elementId } : {}) } }
}

/** Equal for the files that one screen, device or picture gets. */
const placeOf = (row: StoredCapture): string =>
  row.place.kind === 'screen' ? `${row.place.screenId} ${row.place.elementId ?? ''}` : groupOf(row)
