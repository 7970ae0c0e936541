import { createHash, randomUUID } from 'node:crypto'
import { type FileHandle, open, rename, rm, stat } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { makeZip } from 'client-zip'
import type { ManifestMedia } from '#app/archive/manifest.ts'
import { type MediaToArchive, planArchive } from '#app/archive/plan-archive.ts'
import { type Archive, readArchive } from '#app/archive/read-archive.ts'
import type { MediaId } from '#app/document/model/ids.ts'
import type { ProjectDocument } from '#app/document/model/schema.ts'
import { CliError } from './cli-error.ts'

export const hashBytes = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

/**
 * Opens an archive and checks all of it. It stays open, because its media are read when they are needed.
 *
 * @throws CliError with a sentence that names the file.
 */
export async function openArchive(path: string): Promise<{ archive: Archive; close: () => Promise<void> }> {
  const file = await openFile(path)
  try {
    const { size } = await file.stat()
    const source = { sizeBytes: size, read: (offset: number, length: number) => readAt(file, offset, length) }
    const read = await readArchive(source, { hash: async (bytes) => hashBytes(bytes) })
    if (read.kind !== 'ok')
      throw new CliError(`“${basename(path)}” cannot be used. ${read.kind === 'refused' ? read.message : ''}`)
    return { archive: read.archive, close: () => file.close() }
  } catch (error) {
    await file.close()
    throw error
  }
}

async function openFile(path: string): Promise<FileHandle> {
  try {
    if ((await stat(path)).isDirectory())
      throw new CliError(`“${path}” is a folder; an .appframes file is needed.`)
    return await open(path)
  } catch (error) {
    if (error instanceof CliError) throw error
    const code = (error as NodeJS.ErrnoException).code
    const reason =
      code === 'ENOENT' ? 'there is no such file' : `it cannot be read (${code ?? String(error)})`
    throw new CliError(`“${path}” was not opened: ${reason}.`)
  }
}

async function readAt(file: FileHandle, offset: number, length: number): Promise<Uint8Array> {
  const buffer = new Uint8Array(length)
  let done = 0
  while (done < length) {
    const { bytesRead } = await file.read(buffer, done, length - done, offset + done)
    if (bytesRead === 0) break
    done += bytesRead
  }
  return buffer.subarray(0, done)
}

/** A media file to be written: from the archive that was read, or new. */
export type MediaContent = MediaToArchive & { read(): Promise<Uint8Array> }

export type ArchiveToWrite = {
  projects: readonly ProjectDocument[]
  media: readonly MediaContent[]
  createdAt: Date
  before?: Archive['manifest']
}

export const listMediaOf = (archive: Archive): MediaContent[] =>
  archive.manifest.media.map((entry: ManifestMedia) => ({ ...entry, read: () => archive.readMedia(entry) }))

/** Writes an archive beside its place and moves it there when it is whole, so that a crash leaves the old one. */
export async function writeArchiveFile(path: string, content: ArchiveToWrite): Promise<void> {
  const { projects, media, createdAt, before } = content
  const { entries } = planArchive({
    createdAt,
    projects,
    media: media.map(({ read: _read, ...entry }) => entry),
    before,
  })
  const readers = new Map<MediaId, MediaContent['read']>(media.map(({ id, read }) => [id, read]))
  async function* listInputs() {
    for (const entry of entries) {
      const input = 'text' in entry ? entry.text : ((await readers.get(entry.mediaId)?.()) ?? '')
      yield { name: entry.path, input, lastModified: createdAt }
    }
  }
  const part = join(dirname(path), `.${basename(path)}.${randomUUID().slice(0, 8)}.part`)
  const file = await open(part, 'wx')
  try {
    const zip = makeZip(listInputs()) as Parameters<typeof Readable.fromWeb>[0]
    await pipeline(Readable.fromWeb(zip), file.createWriteStream())
    await rename(part, path)
  } catch (error) {
    await rm(part, { force: true })
    throw error
  }
}
