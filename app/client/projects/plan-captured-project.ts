import { mainCanvasSizeIds } from '#app/document/catalogue/canvas-sizes.ts'
import { groupBySize } from '#app/document/catalogue/capture-size.ts'
import { createProject } from '#app/document/edits/create-project.ts'
import { type Capture, planCaptures } from '#app/document/edits/plan-captures.ts'
import type { CanvasSizeId, Locale, MintId } from '#app/document/model/ids.ts'
import type { Project } from '#app/document/model/schema.ts'

export const DEFAULT_LOCALE = 'en-US' as Locale

/** A project of the sizes that the captures are of, in the languages of their folders. */
export function planCapturedProject(
  identity: Pick<Project, 'id' | 'name'>,
  captures: readonly Capture[],
  mint: MintId,
): { project: Project; warnings: readonly string[] } {
  const groups = [...groupBySize(captures, mainCanvasSizeIds[0] as CanvasSizeId)]
  const locale = planFirstLocale(captures)
  const [first] = groups
  let project = createProject({
    ...identity,
    locale,
    mint,
    ...(first === undefined ? {} : { canvasSizeId: first[0] }),
  })
  const warnings: string[] = []
  for (const [canvasSizeId, group] of groups) {
    const plan = planCaptures(project, { captures: group, canvasSizeId, locale, mint })
    project = plan.project
    warnings.push(...plan.warnings)
  }
  return { project, warnings }
}

/** The language that is designed first: the usual one, unless the folders are all of others. */
function planFirstLocale(captures: readonly Capture[]): Locale {
  const locales = captures.map(({ inLocale }) => inLocale?.locale ?? DEFAULT_LOCALE)
  return locales.includes(DEFAULT_LOCALE) ? DEFAULT_LOCALE : (locales[0] ?? DEFAULT_LOCALE)
}
