import { mainCanvasSizeIds } from '#app/document/catalogue/canvas-sizes.ts'
import { createProject } from '#app/document/edits/create-project.ts'
import type { CanvasSizeId, Locale, MintId } from '#app/document/model/ids.ts'
import type { Project } from '#app/document/model/schema.ts'
import { type Arrival, chooseSizes } from './choose-size.ts'
import type { IntakeOptions, IntakeRow } from './intake-row.ts'
import { planIntake } from './plan-intake.ts'

const usualLocale = 'en-US' as Locale

export type StartedProject = { project: Project; rows: readonly IntakeRow[]; options: IntakeOptions }

/** A project of one empty screen in the size and language that most files are of, and where every file would go in it. */
export function startProject(
  identity: Pick<Project, 'id' | 'name'>,
  arrivals: readonly Arrival[],
  mint: MintId,
): StartedProject {
  const canvasSizeId = chooseMainSize(arrivals)
  const create = (locale: Locale) => createProject({ ...identity, locale, mint, canvasSizeId })
  const plan = (project: Project, options: IntakeOptions) => ({
    project,
    options,
    rows: planIntake(project, arrivals, options),
  })
  const options = { canvasSizeId, locale: usualLocale, numbers: 'translations' } as const
  const usual = plan(create(usualLocale), options)
  const locales = usual.rows.filter(({ place }) => place.kind !== 'out').map(({ locale }) => locale)
  const [first] = locales
  if (first === undefined || locales.includes(usualLocale)) return usual
  // The files are all of other languages: the first of them is designed first.
  return plan(create(first), { ...options, locale: first })
}

/** The size of most files; those whose pixels say nothing join it. */
function chooseMainSize(arrivals: readonly Arrival[]): CanvasSizeId {
  const main = mainCanvasSizeIds[0] as CanvasSizeId
  const measured = arrivals.filter(({ sizePx, isUnusable }) => sizePx !== undefined && !isUnusable)
  const nowhere = '' as CanvasSizeId
  const counts = new Map<CanvasSizeId, number>()
  for (const size of chooseSizes(measured, { present: [], shown: nowhere }))
    if (size !== nowhere) counts.set(size, (counts.get(size) ?? 0) + 1)
  return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0] ?? main
}
