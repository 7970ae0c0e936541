import type { ProjectDocument } from '../model/schema.ts'
import { isJsonObject } from './apply-change.ts'

/**
 * The canonical JSON (RFC 8785) of a project's content, `{ data, name }`: the text both sides of sync hash. `view`
 * (selection and zoom) is not content.
 */
export const toCanonicalText = (project: ProjectDocument): string => toCanonicalParts(project).join('')

/**
 * The same text in pieces. Documents share untouched branches, so the text of each screen is built once and cached; the
 * whole text, hundreds of kilobytes, is never built: an edit costs the screen it is in.
 */
export function toCanonicalParts(project: ProjectDocument): readonly string[] {
  const known = ofProject.get(project)
  if (known !== undefined) return known
  const { id: _id, name, view: _view, ...data } = project
  const parts = ['{"data":']
  addObject(parts, data, LEVELS_TO_SCREENS)
  parts.push(`,"name":${JSON.stringify(name)}}`)
  ofProject.set(project, parts)
  return parts
}

/** Equal in everything but `view`. */
export function hasSameContent(a: ProjectDocument, b: ProjectDocument): boolean {
  if (a === b) return true
  const left = toCanonicalParts(a)
  const right = toCanonicalParts(b)
  // Parts are cut at the same places in equal documents.
  return left.length === right.length && left.every((part, index) => part === right[index])
}

/** The sizes, a size, its screens. */
const LEVELS_TO_SCREENS = 2

function addObject(parts: string[], object: object, levels: number): void {
  let opening = '{'
  for (const key of sortKeys(object)) {
    const value = (object as Record<string, unknown>)[key]
    if (value === undefined) continue
    parts.push(`${opening}${JSON.stringify(key)}:`)
    opening = ','
    if (levels > 0 && isJsonObject(value)) addObject(parts, value, levels - 1)
    else parts.push(write(value))
  }
  parts.push(opening === '{' ? '{}' : '}')
}

const ofProject = new WeakMap<ProjectDocument, readonly string[]>()
const written = new WeakMap<object, string>()

function write(value: unknown): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(requireFinite(value))
  const known = written.get(value)
  if (known !== undefined) return known
  const sorted = sortMembers(value)
  const text = sorted === UNSORTABLE ? writeEach(value) : JSON.stringify(sorted)
  written.set(value, text)
  return text
}

function requireFinite(value: unknown): unknown {
  if (typeof value === 'number' && !Number.isFinite(value)) throw new Error(`${value} is no JSON number`)
  return value
}

const UNSORTABLE = Symbol('unsortable')

/**
 * The value with its members in canonical order, which JSON.stringify then keeps: far faster than writing each member. What
 * is in order is not copied; a stored document is. `UNSORTABLE`: it has names that a copy cannot have in that order.
 */
function sortMembers(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return requireFinite(value)
  if (Array.isArray(value)) return sortItems(value)
  const members = value as Record<string, unknown>
  const keys = Object.keys(members)
  const ordered = orderKeys(keys)
  let sorted: Record<string, unknown> | undefined = ordered === keys ? undefined : {}
  for (let at = 0; at < ordered.length; at += 1) {
    const key = ordered[at] as string
    if (isUnsortable(key)) return UNSORTABLE
    const member = sortMembers(members[key])
    if (member === UNSORTABLE) return UNSORTABLE
    if (sorted === undefined && member !== members[key]) {
      sorted = {}
      for (const before of ordered.slice(0, at)) sorted[before] = members[before]
    }
    if (sorted !== undefined) sorted[key] = member
  }
  return sorted ?? value
}

function sortItems(items: readonly unknown[]): unknown {
  const sorted = items.map(sortMembers)
  if (sorted.includes(UNSORTABLE)) return UNSORTABLE
  return sorted.every((item, index) => item === items[index]) ? items : sorted
}

/**
 * Names that look like an index come first in every object, whatever the insertion order, and assigning `__proto__`
 * creates no member.
 */
function isUnsortable(key: string): boolean {
  const first = key.charCodeAt(0)
  return (first >= 48 && first <= 57 && /^\d+$/.test(key)) || key === '__proto__'
}

function writeEach(value: unknown): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(requireFinite(value))
  if (Array.isArray(value)) return `[${value.map((item) => writeEach(item ?? null)).join(',')}]`
  const members = value as Record<string, unknown>
  const parts = sortKeys(members).flatMap((key) =>
    members[key] === undefined ? [] : [`${JSON.stringify(key)}:${writeEach(members[key])}`],
  )
  return `{${parts.join(',')}}`
}

const sortKeys = (members: object): readonly string[] => orderKeys(Object.keys(members))

/** By UTF-16 code units, as RFC 8785 requires. The same array where it is in order. */
function orderKeys(keys: string[]): string[] {
  for (let at = 1; at < keys.length; at += 1) {
    if ((keys[at - 1] as string) >= (keys[at] as string)) return [...keys].sort()
  }
  return keys
}
