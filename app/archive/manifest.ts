import * as z from 'zod/mini'
import { mediaIdSchema, projectIdSchema } from '#app/document/model/ids.ts'

export const ARCHIVE_FORMAT = 'appframes'
/** Of the layout of the archive; the documents in it have a schemaVersion of their own. */
export const ARCHIVE_VERSION = 1
export const MANIFEST_PATH = 'manifest.json'
export const ARCHIVE_MIME_TYPE = 'application/zip'

const entryPath = z.string().check(z.minLength(1), z.maxLength(500))

const manifestProjectSchema = z.looseObject({
  id: projectIdSchema,
  name: z.string().check(z.maxLength(200)),
  path: entryPath,
})

const manifestMediaSchema = z.looseObject({
  id: mediaIdSchema,
  path: entryPath,
  /** Of the file, hexadecimal. */
  sha256: z.string().check(z.regex(/^[0-9a-f]{64}$/i, 'must be 64 hexadecimal digits')),
  mimeType: z.string().check(z.maxLength(100)),
  /** Bytes. */
  size: z.int().check(z.minimum(0)),
  /** Pixels, as seen. */
  width: z.optional(z.number().check(z.minimum(0))),
  height: z.optional(z.number().check(z.minimum(0))),
  fileName: z.string().check(z.maxLength(1_000)),
})

/** The table of contents of an archive. Objects are loose: fields of a newer build are kept when it is written again. */
export const manifestSchema = z.looseObject({
  format: z.literal(ARCHIVE_FORMAT),
  version: z.literal(ARCHIVE_VERSION),
  /** ISO 8601, UTC. */
  createdAt: z.string().check(z.maxLength(100)),
  projects: z.array(manifestProjectSchema),
  media: z.array(manifestMediaSchema),
})
export type ArchiveManifest = z.infer<typeof manifestSchema>
export type ManifestMedia = ArchiveManifest['media'][number]

/** `projects/<id>.json` */
export const archivedProjectSchema = z.looseObject({
  name: z.string().check(z.minLength(1), z.maxLength(200)),
  data: z.looseObject({}),
})
