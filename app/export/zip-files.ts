import { makeZip } from 'client-zip'
import { openZip } from '#app/archive/open-zip.ts'
import type { Project } from '#app/document/model/schema.ts'
import type { FolderFiles } from './folder-files.ts'
import { hashBytes } from './hash-bytes.ts'
import { sanitizeFileName } from './plan-file-names.ts'

/** `sha256` undefined: text, which is not compared. */
export type ZipEntry = { path: string; content: Blob | string; sha256?: string }

type Options = {
  now: Date
  /** The disk it is streamed to; without it, it is made in memory. */
  disk?: { files: FolderFiles; path: string } | undefined
}

/** One ZIP, streamed file by file and read back: its files are what was put in. Pictures are compressed already, so they are stored. */
export async function zipFiles(entries: readonly ZipEntry[], { now, disk }: Options): Promise<Blob> {
  const inputs = entries.map(({ path, content }) => ({ name: path, input: content, lastModified: now }))
  const stream = makeZip(inputs)
  const archive = disk === undefined ? await new Response(stream).blob() : await writeToDisk(stream, disk)
  await requireContents(archive, entries)
  return archive.slice(0, archive.size, 'application/zip')
}

async function writeToDisk(
  stream: ReadableStream<Uint8Array>,
  { files, path }: NonNullable<Options['disk']>,
): Promise<Blob> {
  await files.write(path, stream)
  const written = await files.find(path)
  if (written === undefined) throw new Error('The ZIP is not on the disk any more.')
  return written
}

async function requireContents(archive: Blob, entries: readonly ZipEntry[]): Promise<void> {
  const zip = await openZip({
    sizeBytes: archive.size,
    read: async (offset, length) =>
      new Uint8Array(await archive.slice(offset, offset + length).arrayBuffer()),
  })
  if (zip.paths.length !== entries.length) throw new Error('The ZIP is not whole.')
  for (const { path, sha256 } of entries) {
    const bytes = await zip.read(path, Math.max(zip.sizeOf(path), 1))
    if (sha256 !== undefined && (await hashBytes(bytes)) !== sha256)
      throw new Error(`“${path}” in the ZIP is not what was written.`)
  }
}

/** `Tidewater-screenshots.zip` */
export function planZipName(project: Project): string {
  return `${sanitizeFileName(project.name) || 'AppFrames'}-screenshots.zip`
}
