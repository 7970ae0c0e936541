/** Takes the raw document of one version and returns that of the next. */
type Migration = (raw: Record<string, unknown>) => Record<string, unknown>
export type Migrations = Readonly<Record<number, Migration>>

/**
 * By the version that they lead from: one for each version older than `readableVersions`, which begin with 1 so far. The
 * steps are taken one after another, so a step is written once and knows only the version after its own.
 */
export const migrations: Migrations = {}

/**
 * A stored document of an older version, brought to one that this build reads. Returned unchanged: what is no object,
 * and what has no known older version.
 */
export function migrateProjectData(raw: unknown, steps: Migrations = migrations): unknown {
  if (typeof raw !== 'object' || raw === null || Array.isArray(raw)) return raw
  let document = raw as Record<string, unknown>
  for (;;) {
    const version = document.schemaVersion
    const step = typeof version === 'number' ? steps[version] : undefined
    if (step === undefined) return document
    document = step(document)
  }
}
