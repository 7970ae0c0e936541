import { fromProjectData } from '#app/document/model/project-data.ts'
import type { ProjectDocument } from '#app/document/model/schema.ts'
import { maxManifestBytes, maxMediaBytes, maxProjectBytes } from './archive-limits.ts'
import {
  ARCHIVE_FORMAT,
  ARCHIVE_VERSION,
  type ArchiveManifest,
  archivedProjectSchema,
  MANIFEST_PATH,
  type ManifestMedia,
  manifestSchema,
} from './manifest.ts'
import { type ByteSource, openZip, type ZipFile } from './open-zip.ts'
import { parseJson } from './parse-json.ts'
import { refuse } from './refuse.ts'

/** SHA-256 of bytes, in hexadecimal. */
export type HashBytes = (bytes: Uint8Array) => Promise<string>

export type ReadOptions = {
  hash: HashBytes
  signal?: { readonly aborted: boolean } | undefined
  /** Files checked so far, of all. */
  onProgress?: ((done: number, total: number) => void) | undefined
}

/** An archive of which every part was checked. */
export interface Archive {
  readonly manifest: ArchiveManifest
  /** In the manifest's order. */
  readonly projects: readonly ProjectDocument[]
  /** The bytes of a file of the manifest; they are those that were checked. */
  readMedia(media: ManifestMedia): Promise<Uint8Array>
}

export type ReadArchive =
  | { kind: 'ok'; archive: Archive }
  /** One or two sentences, beginning with "It": the caller names the file. */
  | { kind: 'refused'; message: string }
  | { kind: 'cancelled' }

/**
 * Reads an archive and checks all of it before anything is used: names, sizes, every project as a document, every file by its
 * SHA-256. One file is in memory at a time. Entries that the manifest does not name are left alone.
 */
export async function readArchive(source: ByteSource, options: ReadOptions): Promise<ReadArchive> {
  try {
    const zip = await openZip(source)
    const manifest = await readManifest(zip)
    checkPaths(manifest, zip)
    const total = manifest.projects.length + manifest.media.length
    let done = 0
    const step = () => {
      done += 1
      options.onProgress?.(done, total)
    }
    const projects: ProjectDocument[] = []
    for (const entry of manifest.projects) {
      if (options.signal?.aborted) return { kind: 'cancelled' }
      projects.push(await readProject(zip, entry))
      step()
    }
    for (const entry of manifest.media) {
      if (options.signal?.aborted) return { kind: 'cancelled' }
      await readMedia(zip, entry, options.hash)
      step()
    }
    const archive = {
      manifest,
      projects,
      readMedia: (entry: ManifestMedia) => readMedia(zip, entry, options.hash),
    }
    return { kind: 'ok', archive }
  } catch (error) {
    if (!(error instanceof Error) || error.name !== 'ArchiveRefusedError') throw error
    return { kind: 'refused', message: error.message }
  }
}

async function readManifest(zip: ZipFile): Promise<ArchiveManifest> {
  if (!zip.has(MANIFEST_PATH))
    refuse('It is a ZIP file without a manifest.json, so it is not an AppFrames archive.')
  const raw = parseJson(await zip.read(MANIFEST_PATH, maxManifestBytes), MANIFEST_PATH)
  const { format, version } = (raw ?? {}) as { format?: unknown; version?: unknown }
  if (format !== ARCHIVE_FORMAT)
    refuse('Its manifest.json is of another program, so it is not an AppFrames archive.')
  if (typeof version === 'number' && version > ARCHIVE_VERSION)
    refuse(
      `It was made by a newer version of AppFrames (archive format ${version}, this one reads up to ${ARCHIVE_VERSION}). Update AppFrames and try again.`,
    )
  const parsed = manifestSchema.safeParse(raw)
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  return refuse(`Its manifest.json is not valid: ${issue?.path.join('.') || 'manifest'}: ${issue?.message}.`)
}

function checkPaths({ projects, media }: ArchiveManifest, zip: ZipFile): void {
  const paths = new Set<string>([MANIFEST_PATH])
  const ids = new Set<string>()
  for (const { id, path } of [...projects, ...media]) {
    if (!zip.has(path)) refuse(`Its manifest names “${path}”, which is not in it. Copy or download it again.`)
    if (paths.has(path)) refuse(`Its manifest names “${path}” twice.`)
    paths.add(path)
    const key = id.toLowerCase()
    if (ids.has(key)) refuse(`Its manifest has the id ${id} twice.`)
    ids.add(key)
  }
  for (const { path, size, fileName } of media) {
    const found = zip.sizeOf(path)
    if (found !== size)
      refuse(
        `“${fileName}” in it has ${found} bytes and its manifest says ${size}. Copy or download it again.`,
      )
  }
}

type ManifestProject = ArchiveManifest['projects'][number]

async function readProject(zip: ZipFile, { id, name, path }: ManifestProject): Promise<ProjectDocument> {
  const content = archivedProjectSchema.safeParse(parseJson(await zip.read(path, maxProjectBytes), path))
  if (!content.success)
    return refuse(`“${path}” in it is not a project: it must have a name and data. Export the project again.`)
  const parsed = fromProjectData({ id, name: content.data.name, data: content.data.data })
  switch (parsed.kind) {
    case 'ok':
      return parsed.project
    case 'newer':
      return refuse(
        `The project “${name}” in it was made by a newer version of AppFrames. Update AppFrames and try again.`,
      )
    case 'invalid':
      return refuse(`The project “${name}” in it is damaged: ${parsed.issues[0]}. Export the project again.`)
  }
}

async function readMedia(zip: ZipFile, media: ManifestMedia, hash: HashBytes): Promise<Uint8Array> {
  const bytes = await zip.read(media.path, maxMediaBytes)
  if ((await hash(bytes)) !== media.sha256.toLowerCase())
    refuse(
      `“${media.fileName}” in it is not the file that was exported: its SHA-256 differs. Copy or download it again.`,
    )
  return bytes
}
