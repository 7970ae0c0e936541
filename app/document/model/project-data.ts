import type { ProjectId } from './ids.ts'
import { type ParsedProject, parseProject } from './parse-project.ts'
import type { ProjectData, ProjectDocument } from './schema.ts'

/** The document as sent: id and name have columns and fields of their own. */
export function toProjectData(project: ProjectDocument): ProjectData {
  const { id: _id, name: _name, ...data } = project
  return data
}

/** Parses the value from the wire or a row. Never throws. */
export function fromProjectData(stored: {
  id: ProjectId | string
  name: string
  data: unknown
}): ParsedProject {
  const { id, name, data } = stored
  if (typeof data !== 'object' || data === null || Array.isArray(data)) return parseProject(data)
  return parseProject({ ...data, id, name })
}
