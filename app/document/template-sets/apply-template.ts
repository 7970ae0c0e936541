import type { Project } from '../model/schema.ts'
import { applyOwnTemplate } from './apply-own-template.ts'
import { type ApplyOptions, applyTemplateSet } from './apply-template-set.ts'
import { findTemplateSet } from './template-set-list.ts'

/**
 * The design that a project remembers: a set of the app by its id, or a template of the user's own, which the caller has
 * loaded. A project whose template is unknown here is unchanged.
 */
export function applyTemplate(
  project: Project,
  template: { id: string; own?: Project | undefined; colours?: Readonly<Record<string, string>> | undefined },
  options: Omit<ApplyOptions, 'colours'>,
): Project {
  if (template.own !== undefined) return applyOwnTemplate(project, template.own, options)
  const set = findTemplateSet(template.id)
  if (set === undefined) return project
  const { colours } = template
  return applyTemplateSet(project, set, {
    ...options,
    ...(colours === undefined ? {} : { colours: { ...set.colours, ...colours } }),
  })
}
