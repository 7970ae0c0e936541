import { isJsonObject } from './apply-change.ts'
import type { Project } from './schema.ts'

/**
 * The canonical JSON (RFC 8785) of a project's content, `{ data, name }`: the text both sides of sync hash. Where somebody
 * looks (`view`) is no content.
 */
export const toCanonicalText = (project: Project): string => toCanonicalParts(project).join('')

/**
 * The same, in the pieces it is made of. Documents share untouched branches, so the text of each screen is made once and the
 * whole, hundreds of kilobytes of fresh memory, never: an edit costs the screen it is in.
 */
export function toCanonicalParts(project: Project): readonly string[] {
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
export function hasSameContent(a: Project, b: Project): boolean {
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
  for (const [key, value] of Object.entries(object).sort(compareKeys)) {
    if (value === undefined) continue
    parts.push(`${opening}${JSON.stringify(key)}:`)
    opening = ','
    if (levels > 0 && isJsonObject(value)) addObject(parts, value, levels - 1)
    else parts.push(write(value))
  }
  parts.push(opening === '{' ? '{}' : '}')
}

const ofProject = new WeakMap<Project, readonly string[]>()
const written = new WeakMap<object, string>()

function write(value: unknown): string {
  if (typeof value === 'number' && !Number.isFinite(value)) throw new Error(`${value} is no JSON number`)
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  const known = written.get(value)
  if (known !== undefined) return known
  const text = Array.isArray(value) ? `[${value.map(writeItem).join(',')}]` : writeObject(value)
  written.set(value, text)
  return text
}

const writeItem = (item: unknown): string => (item === undefined ? 'null' : write(item))

function writeObject(object: object): string {
  const parts: string[] = []
  for (const [key, value] of Object.entries(object).sort(compareKeys)) {
    if (value !== undefined) parts.push(`${JSON.stringify(key)}:${write(value)}`)
  }
  return `{${parts.join(',')}}`
}

/** By UTF-16 code units, as RFC 8785 asks. */
const compareKeys = ([a]: [string, unknown], [b]: [string, unknown]): number => (a < b ? -1 : a > b ? 1 : 0)
