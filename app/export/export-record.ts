import * as z from 'zod/mini'

/** What this device knows of the last export of a project; no part of the document. */
export const exportRecordSchema = z.object({
  /** Milliseconds since the epoch. */
  atMs: z.number(),
  layout: z.enum(['fastlane', 'deliver', 'supply', 'gpp', 'display-type', 'plain']),
  pattern: z.optional(z.string()),
  format: z.enum(['png', 'jpeg']),
  quality: z.number(),
  /** By path. `key`: the hash of everything the file was made of. */
  files: z.record(
    z.string(),
    z.object({ sha256: z.string(), key: z.string(), sizeBytes: z.optional(z.number()) }),
  ),
  /** What was exported last of each screen in each language (`shown-screens.ts`). */
  shown: z.optional(
    z.record(
      z.string(),
      z.object({
        screen: z.unknown(),
        /** The background that its size shared then. */
        shared: z.optional(z.unknown()),
        atMs: z.number(),
        /** The date of the table of slots that it was exported by. */
        rulesAsOf: z.string(),
      }),
    ),
  ),
  /** The project as it was exported, and the date of the table: what earlier builds kept in place of `shown`. */
  project: z.optional(z.unknown()),
  rulesAsOf: z.optional(z.string()),
  /** The folder that was written to; the browser keeps the permission. */
  folder: z.optional(z.custom<FileSystemDirectoryHandle>(isFolder)),
})
export type ExportRecord = z.infer<typeof exportRecordSchema>

function isFolder(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'kind' in value && value.kind === 'directory'
}

/** Where the record is kept, for one project. */
export interface ExportMemory {
  /** `undefined` also for a record that cannot be read: then everything counts as new. */
  find(): Promise<ExportRecord | undefined>
  save(record: ExportRecord): Promise<void>
  /** A directory on this device's private disk for files that are not delivered yet; `undefined`: the browser has none. */
  openStaging(): Promise<FileSystemDirectoryHandle | undefined>
}
