import type { Project } from './schema.ts'

/**
 * The canonical JSON (RFC 8785) of a project's content, `{ data, name }`: the text both sides of sync hash. Where somebody
 * looks (`view`) is no content. Documents share untouched branches, so each object's text is made once: after an edit
 * only the path to it is written again.
 */
export function toCanonicalText(project: Project): string {
  const known = ofProject.get(project)
  if (known !== undefined) return known
  const { id: _id, name, view: _view, ...data } = project
  const text = `{"data":${writeObject(data)},"name":${JSON.stringify(name)}}`
  ofProject.set(project, text)
  return text
}

/** Equal in everything but `view`. */
export function hasSameContent(a: Project, b: Project): boolean {
  return a === b || toCanonicalText(a) === toCanonicalText(b)
}

const ofProject = new WeakMap<Project, string>()
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
