/**
 * The versions of the document that this build reads as they are, oldest first; each only adds to the one before it. A
 * version that changes what was there is the only one of the list, and `migrate.ts` gets a step from every older one.
 */
export const readableVersions = [1, 2] as const

/** The newest version of the document that this build reads and writes: the last of the list. */
export const SCHEMA_VERSION = 2

/**
 * A document names the oldest version that has all it holds, so that an older build still edits it: this one where
 * screens are linked (`LinkedScreen`) …
 */
export const LINKED_SCHEMA_VERSION = 2

/** … and this one where none is. */
export const PLAIN_SCHEMA_VERSION = 1

/** True for a document that this build reads without a migration. */
export const isCurrentVersion = (version: unknown): boolean =>
  readableVersions.some((readable) => readable === version)
