import { cutText } from '#app/document/cut-text.ts'
import type { ParsedProject } from '#app/document/parse-project.ts'
import { fromProjectData } from '#app/document/project-data.ts'
import type { Project } from '#app/document/schema.ts'
import type { RemoteProject } from './ports.ts'
import type { ServerProject } from './protocol.ts'

const NAME_LIMIT = 200

export function parseServerProject({ id, name, data }: ServerProject): ParsedProject {
  return fromProjectData({ id, name, data })
}

/** Where the user looks (`view`) is not content: two copies that differ only there are the same project. */
export function hasSameContent(a: Project, b: Project): boolean {
  const { view: _viewA, ...contentA } = a
  const { view: _viewB, ...contentB } = b
  return isSameJson(contentA, contentB)
}

export function nameConflictCopy(name: string): string {
  const suffix = ' (from this device)'
  return `${cutText(name, NAME_LIMIT - suffix.length)}${suffix}`
}

/** Deep equality that ignores the order of keys (jsonb reorders them) and keys that hold nothing. */
function isSameJson(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false
  if (Array.isArray(a) !== Array.isArray(b)) return false
  const left = new Map(Object.entries(a).filter(([, value]) => value !== undefined))
  const right = new Map(Object.entries(b).filter(([, value]) => value !== undefined))
  return (
    left.size === right.size &&
    [...left].every(([key, value]) => right.has(key) && isSameJson(value, right.get(key)))
  )
}

export function toRemoteProject(server: ServerProject, project: Project, nowMs: number): RemoteProject {
  const updatedAtMs = parseTimeMs(server.updatedAt, nowMs)
  return {
    project,
    revision: server.revision,
    createdAtMs: parseTimeMs(server.createdAt, updatedAtMs),
    updatedAtMs,
  }
}

export function parseTimeMs(time: string | null | undefined, otherwiseMs: number): number {
  const parsed = Date.parse(time ?? '')
  return Number.isNaN(parsed) ? otherwiseMs : parsed
}
