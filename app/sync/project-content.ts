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

/**
 * Where the user looks (`view`) is not content: two copies that differ only there are the same project. Keys are sorted,
 * because jsonb reorders them.
 */
export function hasSameContent(a: Project, b: Project): boolean {
  return toCanonicalText(a) === toCanonicalText(b)
}

/** For recognising one's own words, not for security: 53 bits (cyrb53) over the canonical text. */
export function hashContent(project: Project): string {
  let high = 0xdeadbeef
  let low = 0x41c6ce57
  const text = toCanonicalText(project)
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charCodeAt(index)
    high = Math.imul(high ^ unit, 2654435761)
    low = Math.imul(low ^ unit, 1597334677)
  }
  high = Math.imul(high ^ (high >>> 16), 2246822507) ^ Math.imul(low ^ (low >>> 13), 3266489909)
  low = Math.imul(low ^ (low >>> 16), 2246822507) ^ Math.imul(high ^ (high >>> 13), 3266489909)
  return (4294967296 * (2097151 & low) + (high >>> 0)).toString(36)
}

function toCanonicalText({ view: _view, ...content }: Project): string {
  return JSON.stringify(content, (_key, value: unknown) =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
      : value,
  )
}

export function nameConflictCopy(name: string): string {
  const suffix = ' (from this device)'
  return `${cutText(name, NAME_LIMIT - suffix.length)}${suffix}`
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
