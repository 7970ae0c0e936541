/**
 * Migrates a stored document of an older schemaVersion to the current one, step by step. Version 2 only
 * adds to version 1, so the list is empty; a step takes the raw document of version n and returns that of n + 1.
 */
type Migration = (raw: Record<string, unknown>) => Record<string, unknown>

const migrations: Readonly<Record<number, Migration>> = {}

/** Returns the input unchanged when it is not an object or carries no known older version. */
export function migrateProjectData(raw: unknown): unknown {
  if (typeof raw !== 'object' || raw === null || Array.isArray(raw)) return raw
  let document = raw as Record<string, unknown>
  for (;;) {
    const version = document.schemaVersion
    const step = typeof version === 'number' ? migrations[version] : undefined
    if (step === undefined) return document
    document = step(document)
  }
}
