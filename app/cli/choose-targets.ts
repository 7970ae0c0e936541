import { findCanvasSize } from '#app/document/catalogue/canvas-sizes.ts'
import type { CanvasSizeId, Locale } from '#app/document/model/ids.ts'
import type { Project } from '#app/document/model/schema.ts'
import { type ExportTarget, listScreens, planTargets } from '#app/export/export-target.ts'
import { planChoices } from '#app/export/plan-export.ts'
import { CliError } from './cli-error.ts'
import type { Arguments, OptionTable } from './parse-arguments.ts'
import { resolveNames } from './suggest-names.ts'

/** The options by which every command chooses pictures. */
export const targetOptions = {
  sizes: 'text',
  locales: 'text',
  screens: 'text',
  project: 'text',
} as const satisfies OptionTable

/**
 * The pictures that the options name; without options all of the project.
 *
 * @throws CliError for a name that the project does not have, with the near ones.
 */
export function chooseTargets(project: Project, given: Pick<Arguments, 'findList'>): ExportTarget[] {
  const choices = planChoices(project)
  const canvasSizeIds = resolveNames(
    'size',
    given.findList('sizes') ?? choices.canvasSizeIds,
    choices.canvasSizeIds,
  )
  const locales = resolveNames('language', given.findList('locales') ?? choices.locales, choices.locales)
  const numbers = given.findList('screens')?.map(parseNumber)
  const targets = planTargets(project, {
    canvasSizeIds: unique(canvasSizeIds) as CanvasSizeId[],
    locales: unique(locales) as Locale[],
  })
  if (numbers === undefined) return targets
  const counts = canvasSizeIds.map((id) => listScreens(project, id as CanvasSizeId).length)
  const most = Math.max(0, ...counts)
  const unknown = numbers.find((number) => number > most)
  if (unknown !== undefined)
    throw new CliError(`There is no screen ${unknown}: the chosen sizes have ${most}.`)
  return targets.filter((target) => numbers.includes(findNumber(project, target)))
}

export function findNumber(project: Project, { canvasSizeId, screenId }: ExportTarget): number {
  return listScreens(project, canvasSizeId).findIndex(({ id }) => id === screenId) + 1
}

function parseNumber(text: string): number {
  const number = Number(text)
  if (!/^\d+$/.test(text) || number < 1)
    throw new CliError(`“${text}” is not the number of a screen; the first one is 1.`)
  return number
}

const unique = (names: readonly string[]): string[] => [...new Set(names)]

/** `iPhone 6.9" (iphone-69)` */
export const describeSizeId = (id: string): string => {
  const size = findCanvasSize(id)
  return size === undefined ? id : `${size.name} (${id})`
}
