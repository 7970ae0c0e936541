import { cutText } from '../model/cut-text.ts'
import type { ProjectDocument } from '../model/schema.ts'

/** Maximum length of a project's name in UTF-16 units. */
export const longestName = 200

/** Blank names are rejected: the project keeps its name. */
export function renameProject<Document extends ProjectDocument>(project: Document, name: string): Document {
  const trimmed = cutText(name.trim(), longestName)
  return trimmed === '' || trimmed === project.name ? project : { ...project, name: trimmed }
}
