import { compileCheck } from './compile-check.ts'
import { migrateProjectData } from './migrate.ts'
import { type ProjectDocument, projectSchema } from './schema.ts'
import { SCHEMA_VERSION } from './schema-version.ts'

export type ParsedProject =
  | { kind: 'ok'; project: ProjectDocument }
  /** Written by a newer build: open read-only, never write it back. */
  | { kind: 'newer'; schemaVersion: number; raw: unknown }
  | { kind: 'invalid'; issues: readonly string[]; raw: unknown }

const checkProject = compileCheck(projectSchema)

/** Parses what came from disk, a file or the wire. Older versions are migrated, unknown fields are kept. */
export function parseProject(raw: unknown): ParsedProject {
  const version = findSchemaVersion(raw)
  if (version !== undefined && version > SCHEMA_VERSION) return { kind: 'newer', schemaVersion: version, raw }
  const migrated = migrateProjectData(raw)
  if (checkProject(migrated)) return { kind: 'ok', project: migrated as ProjectDocument }
  const result = projectSchema.safeParse(migrated)
  if (result.success) return { kind: 'ok', project: result.data }
  const issues = result.error.issues.map((issue) => `${issue.path.join('.') || 'project'}: ${issue.message}`)
  return { kind: 'invalid', issues, raw }
}

function findSchemaVersion(raw: unknown): number | undefined {
  if (typeof raw !== 'object' || raw === null || !('schemaVersion' in raw)) return undefined
  return typeof raw.schemaVersion === 'number' ? raw.schemaVersion : undefined
}
