import { listNames } from '#app/document/model/list-names.ts'

/** What a pattern may name in braces. */
export const patternFields = ['locale', 'size', 'number', 'name', 'store'] as const
export type PatternField = (typeof patternFields)[number]

export const usualPattern = '{locale}/{size}/{number}-{name}'

/** Why no file can be named by it, as a sentence; `undefined`: it is usable. */
export function findPatternFault(pattern: string): string | undefined {
  const unknown = [...pattern.matchAll(/\{([^{}]*)\}/g)].find(
    ([, field]) => !patternFields.some((known) => known === field),
  )
  const known = `A pattern may name ${listNames(patternFields.map((field) => `{${field}}`))}.`
  if (unknown !== undefined) return `“${unknown[0]}” is unknown. ${known}`
  if (/[{}]/.test(pattern.replaceAll(/\{[^{}]*\}/g, ''))) return `A brace is not closed. ${known}`
  if (!pattern.includes('{')) return `All files would have one name. ${known}`
  if (/(^|[/\\])\.\.?([/\\]|$)|^[/\\]|\\/.test(pattern))
    return 'A pattern stays inside the folder: no “..”, no backslash, no slash at the beginning.'
  return undefined
}

/** A path without its extension: folders by slashes, a separator beside an empty field left out. */
export function fillPattern(pattern: string, fields: Readonly<Record<PatternField, string>>): string {
  const segments = pattern.split('/').map((segment) =>
    segment
      .replaceAll(/\{([^{}]*)\}/g, (_all, field: PatternField) => fields[field])
      .replaceAll(/[^\p{L}\p{N}\p{M}._ -]+/gu, '-')
      .replaceAll(/([-_])[-_]+/g, '$1')
      .replaceAll(/^[-_. ]+|[-_. ]+$/g, ''),
  )
  return segments.filter((segment) => segment !== '').join('/') || 'screen'
}
