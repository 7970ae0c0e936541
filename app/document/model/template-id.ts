import type { ProjectId } from './ids.ts'

/**
 * A user's own template is a project that no list shows. Its id says so: it is a UUID of version 8, the version that is
 * free for such use (RFC 9562, 5.8), where every other project's is of version 4. A list knows before the body is there.
 */
export function isTemplateId(id: string): boolean {
  return id[versionAt] === '8'
}

export function toTemplateId(id: ProjectId): ProjectId {
  return `${id.slice(0, versionAt)}8${id.slice(versionAt + 1)}` as ProjectId
}

const versionAt = 14
