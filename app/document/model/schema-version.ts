/** The newest version of the document that this build reads and writes. */
export const SCHEMA_VERSION = 2

/**
 * A document names the oldest version that has all it holds: 2 where screens are linked (`LinkedScreen`), else 1. So an
 * older build still edits a project without linked sizes.
 */
export const PLAIN_SCHEMA_VERSION = 1

/** True for a document that this build reads without a migration. */
export const isCurrentVersion = (version: unknown): boolean =>
  version === SCHEMA_VERSION || version === PLAIN_SCHEMA_VERSION
