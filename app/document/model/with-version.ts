import type { ProjectDocument, StoredScreen } from './schema.ts'
import { LINKED_SCHEMA_VERSION, PLAIN_SCHEMA_VERSION } from './schema-version.ts'
import { isLinked } from './screen-link.ts'

/**
 * The document with the oldest version that has all it holds. Whatever puts a document together of parts of others, as a
 * merge does, asks for it at the end: a version that came along as a field may be that of a part that did not.
 */
export function withVersion<Document extends ProjectDocument>(project: Document): Document {
  const rows = Object.values<Readonly<Record<string, StoredScreen>>>(project.screensByCanvasSize ?? {})
  const hasLinks = rows.some((row) => Object.values(row).some(isLinked))
  const schemaVersion = hasLinks ? LINKED_SCHEMA_VERSION : PLAIN_SCHEMA_VERSION
  return project.schemaVersion === schemaVersion ? project : { ...project, schemaVersion }
}
