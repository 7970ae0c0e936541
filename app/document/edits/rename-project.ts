import { cutText } from '../model/cut-text.ts'
import type { Project } from '../model/schema.ts'

/** Of a project, in UTF-16 units. */
export const longestName = 200

/** Blank names are refused: the project keeps the one it has. */
export function renameProject(project: Project, name: string): Project {
  const trimmed = cutText(name.trim(), longestName)
  return trimmed === '' || trimmed === project.name ? project : { ...project, name: trimmed }
}
