import type { CanvasSizeId, Locale, MediaId, MintId } from '#app/document/model/ids.ts'
import type { Project } from '#app/document/model/schema.ts'
import { listScreens } from '#app/export/export-target.ts'
import { planChoices } from '#app/export/plan-export.ts'
import { applyIntake, type StoredCapture } from '#app/intake/plan/apply-intake.ts'
import { planIntake } from '#app/intake/plan/plan-intake.ts'
import { listLocales } from '#app/render/project-locales.ts'

export type FileToPlace = {
  path: string
  mediaId: MediaId
  widthPx: number
  heightPx: number
  fileName: string
}

/** Where a capture went. `isNew`: the screen was added for it. */
export type PlacedCapture = {
  path: string
  canvasSizeId: CanvasSizeId
  locale: Locale
  screenNumber: number
  isNew: boolean
}

export type CapturesPlan = {
  project: Project
  placed: readonly PlacedCapture[]
  /** Files that have no place, with the reason. `isExpected`: framed copies of captures that are taken. */
  leftOut: readonly { path: string; message: string; isExpected: boolean }[]
  warnings: readonly string[]
}

/**
 * Puts captures where their paths say, by the plan of the browser: the language from a folder or the name, the screen from the
 * number in the name or from the capture of the same name, the size from the pixels. What matches nothing gets a new screen.
 */
export function planCaptureFiles(
  project: Project,
  files: readonly FileToPlace[],
  mint: MintId,
): CapturesPlan {
  const [locale] = listLocales(project)
  const [canvasSizeId] = planChoices(project).canvasSizeIds
  if (canvasSizeId === undefined) throw new Error('A project without sizes has no place for a capture.')
  const arrivals = files.map(({ path, widthPx, heightPx }) => ({ path, sizePx: { widthPx, heightPx } }))
  const rows = planIntake(project, arrivals, { canvasSizeId, locale, numbers: 'screens' })
  const stored = rows.flatMap((row): StoredCapture[] => {
    const file = files[row.index]
    return file === undefined ? [] : [{ ...file, ...row, path: file.path }]
  })
  const applied = applyIntake(project, stored, { locale, mint })
  const placed = [...applied.screenIds].map(([row, screenId]): PlacedCapture => {
    const { path, canvasSizeId: size, locale: own } = row
    const number = listScreens(applied.project, size).findIndex(({ id }) => id === screenId) + 1
    return { path, canvasSizeId: size, locale: own, screenNumber: number, isNew: row.place.kind === 'new' }
  })
  const leftOut = rows.flatMap(({ path, place }) =>
    place.kind === 'out'
      ? [
          {
            path,
            message: `It was left out, because ${place.reason}.`,
            isExpected: place.isFramedDouble === true,
          },
        ]
      : [],
  )
  return { project: applied.project, placed, leftOut, warnings: applied.warnings }
}
