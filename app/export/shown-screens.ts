import { storeRulesAsOf } from '#app/document/catalogue/canvas-size-table.ts'
import type { CanvasSizeId, Locale } from '#app/document/model/ids.ts'
import { parseProject } from '#app/document/model/parse-project.ts'
import type { Project } from '#app/document/model/schema.ts'
import { resolveProject } from '#app/document/resolve/resolve-project.ts'
import type { ExportRecord } from './export-record.ts'
import { type ExportTarget, listScreens, planTargets } from './export-target.ts'
import { planChoices } from './plan-export.ts'

export type ShownScreens = NonNullable<ExportRecord['shown']>
type Known = Pick<ExportRecord, 'shown' | 'project' | 'rulesAsOf' | 'atMs'>

const keyOf = ({ canvasSizeId, locale, screenId }: ExportTarget) => `${canvasSizeId} ${locale} ${screenId}`

/**
 * Notes the screens of these targets as they are exported now; what is known of others stays. Of a size that is exported whole in a
 * language, screens that the project does not have any more are forgotten.
 */
export function recordShown(
  known: Known | undefined,
  { project, targets, atMs }: { project: Project; targets: readonly ExportTarget[]; atMs: number },
): ShownScreens {
  const now = describeShown(project, targets, { atMs, rulesAsOf: storeRulesAsOf })
  const whole = new Set(
    targets
      .filter(({ canvasSizeId, locale }) =>
        listScreens(project, canvasSizeId).every(
          ({ id }) => now[keyOf({ canvasSizeId, locale, screenId: id })],
        ),
      )
      .map(({ canvasSizeId, locale }) => `${canvasSizeId} ${locale}`),
  )
  const kept = Object.entries(readShown(known)).filter(
    ([key]) => !whole.has(key.slice(0, key.lastIndexOf(' '))),
  )
  return { ...Object.fromEntries(kept), ...now }
}

/** The project as it was exported last in a language, and when its newest picture was; `undefined`: it was not. */
export function readLastExport(
  record: Known,
  { project, locale }: { project: Project; locale: Locale },
): { project: Project; atMs: number } | undefined {
  const screensByCanvasSize: Record<string, Record<string, unknown>> = {}
  const sharedBackgrounds: Record<string, unknown> = {}
  let newestMs: number | undefined
  for (const [key, { screen, shared, atMs }] of Object.entries(readShown(record))) {
    const [canvasSizeId = '', tag, screenId = ''] = key.split(' ')
    if (tag !== locale) continue
    screensByCanvasSize[canvasSizeId] = { ...screensByCanvasSize[canvasSizeId], [screenId]: screen }
    if (shared !== undefined) sharedBackgrounds[canvasSizeId] = shared
    newestMs = Math.max(newestMs ?? 0, atMs)
  }
  const parsed = parseProject({ ...project, screensByCanvasSize, sharedBackgrounds })
  if (newestMs === undefined || parsed.kind !== 'ok') return undefined
  return { project: resolveProject(parsed.project), atMs: newestMs }
}

/** The oldest date of the table of slots by which pictures of each size were exported. */
export function listTableDates(record: Pick<ExportRecord, 'shown'>): ReadonlyMap<CanvasSizeId, string> {
  const dates = new Map<CanvasSizeId, string>()
  for (const [key, { rulesAsOf }] of Object.entries(record.shown ?? {})) {
    const canvasSizeId = key.slice(0, key.indexOf(' ')) as CanvasSizeId
    const known = dates.get(canvasSizeId)
    if (known === undefined || rulesAsOf < known) dates.set(canvasSizeId, rulesAsOf)
  }
  return dates
}

/** The date of a table that an export did not note: its own day. */
export const dayOf = (atMs: number): string => new Date(atMs).toISOString().slice(0, 10)

/** Earlier builds kept the project as a whole, whatever of it was exported. */
function readShown(known: Known | undefined): ShownScreens {
  if (known?.shown !== undefined) return known.shown
  const parsed = parseProject(known?.project)
  if (known === undefined || parsed.kind !== 'ok') return {}
  const project = resolveProject(parsed.project)
  const targets = planTargets(project, planChoices(project))
  return describeShown(project, targets, {
    atMs: known.atMs,
    rulesAsOf: known.rulesAsOf ?? dayOf(known.atMs),
  })
}

function describeShown(
  project: Project,
  targets: readonly ExportTarget[],
  when: { atMs: number; rulesAsOf: string },
): ShownScreens {
  return Object.fromEntries(
    targets.map((target) => {
      const { canvasSizeId, screenId } = target
      const shared = project.sharedBackgrounds?.[canvasSizeId]
      const screen = project.screensByCanvasSize[canvasSizeId]?.[screenId]
      return [keyOf(target), { screen, ...(shared === undefined ? {} : { shared }), ...when }]
    }),
  )
}
