import {
  type Entry,
  ERR_AMBIGUOUS_ARCHIVE,
  ERR_BAD_FORMAT,
  ERR_CENTRAL_DIRECTORY_NOT_FOUND,
  ERR_EOCDR_LOCATOR_ZIP64_NOT_FOUND,
  ERR_EOCDR_NOT_FOUND,
  ERR_OVERLAPPING_ENTRY,
  ERR_UNSAFE_FILENAME,
  ERR_UNSUPPORTED_COMPRESSION,
  type FileEntry,
  type Reader,
  ZipReader,
} from '@zip.js/zip.js/lib/zip-core-reader.js'
import { formatBytes } from '#app/document/model/format-bytes.ts'
import { harmlessBytes, maxEntries, maxExpansion } from './archive-limits.ts'
import { refuse } from './refuse.ts'

/** Bytes with random access: a Blob in the browser, a file in Node. */
export interface ByteSource {
  readonly sizeBytes: number
  /** Exactly these bytes; fewer only at the end. */
  read(offset: number, length: number): Promise<Uint8Array>
}

export interface ZipFile {
  /** Files in the order of the archive's own table. */
  readonly paths: readonly string[]
  has(path: string): boolean
  /** Uncompressed, as the table says; what is read is never more. */
  sizeOf(path: string): number
  /** @throws ArchiveRefusedError */
  read(path: string, maxBytes: number): Promise<Uint8Array>
}

const readOptions = { strictness: 'strict', checkCrc32: true, useWebWorkers: false } as const

/**
 * Reads a ZIP's table of contents and refuses what other programs might read differently: two entries of one name, data before
 * or after the archive, entries over each other, names that lead elsewhere.
 *
 * @throws ArchiveRefusedError
 */
export async function openZip(source: ByteSource): Promise<ZipFile> {
  const entries = await listEntries(source)
  const files = new Map<string, FileEntry>()
  for (const entry of entries) if (!entry.directory) files.set(entry.filename, entry)
  const get = (path: string) => files.get(path) ?? refuse(`It has no “${path}”, which its manifest names.`)
  return {
    paths: [...files.keys()],
    has: (path) => files.has(path),
    sizeOf: (path) => get(path).uncompressedSize,
    async read(path, maxBytes) {
      const entry = get(path)
      checkSize(entry, maxBytes)
      try {
        return new Uint8Array(await entry.arrayBuffer({ ...readOptions, checkOverlappingEntry: true }))
      } catch (error) {
        return refuse(describeFault(error, path), error)
      }
    },
  }
}

/** Part of browsers, workers and Node, and not of the language. */
declare const ReadableStream: new (source: {
  pull(controller: { enqueue(chunk: Uint8Array): void; close(): void }): Promise<void>
}) => unknown

const chunkBytes = 262_144

/** The library's reader, of which it calls no more than this; its own class comes with the code that writes ZIPs. */
function createReader(source: ByteSource): Reader<ByteSource> {
  const reader = {
    size: source.sizeBytes,
    readUint8Array: (offset: number, length: number) => source.read(offset, length),
    createReadable({ offset = 0, size = source.sizeBytes - offset }: { offset?: number; size?: number }) {
      let at = offset
      return new ReadableStream({
        async pull(controller) {
          const chunk = await source.read(at, Math.min(chunkBytes, offset + size - at))
          at += chunk.length
          if (chunk.length > 0) controller.enqueue(chunk)
          if (chunk.length === 0 || at >= offset + size) controller.close()
        },
      })
    },
  }
  return reader as unknown as Reader<ByteSource>
}

async function listEntries(source: ByteSource): Promise<Entry[]> {
  const entries: Entry[] = []
  const seen = new Set<string>()
  try {
    for await (const entry of new ZipReader(createReader(source), readOptions).getEntriesGenerator()) {
      entries.push(entry)
      if (entries.length > maxEntries) break
      checkEntry(entry, seen)
    }
  } catch (error) {
    if (error instanceof Error && error.name === 'ArchiveRefusedError') throw error
    refuse(await describeTable(error, source), error)
  }
  if (entries.length > maxEntries)
    refuse(`It has more than ${maxEntries.toLocaleString('en')} entries; AppFrames writes far fewer.`)
  return entries
}

function checkEntry(entry: Entry, seen: Set<string>): void {
  const { filename } = entry
  if (entry.encrypted)
    refuse('It is protected by a password. Unpack it and make it again without one, or export it again.')
  // Names that are one on a disk that ignores case or normalises Unicode.
  const name = filename.normalize('NFC').toLowerCase()
  if (seen.has(name)) refuse(`It has two entries of the name “${shorten(filename)}”.`)
  seen.add(name)
}

function checkSize({ filename, uncompressedSize, compressedSize }: FileEntry, maxBytes: number): void {
  const size = formatBytes(uncompressedSize)
  if (uncompressedSize > maxBytes)
    refuse(`“${filename}” in it unpacks to ${size}; at most ${formatBytes(maxBytes)} are allowed.`)
  if (uncompressedSize > harmlessBytes && uncompressedSize > compressedSize * maxExpansion)
    refuse(`“${filename}” in it unpacks from ${compressedSize} bytes to ${size}, which no real file does.`)
}

/** A sentence about a table of contents that cannot be read. */
async function describeTable(error: unknown, source: ByteSource): Promise<string> {
  const { message, filename } = readError(error)
  const head = await source.read(0, Math.min(2, source.sizeBytes))
  // "PK": the first entry of a ZIP.
  if (head[0] !== 0x50 || head[1] !== 0x4b)
    return 'It is not a ZIP file, so it is not an AppFrames archive. Choose a file that AppFrames exported.'
  switch (message) {
    case ERR_UNSAFE_FILENAME:
      return `It has an entry of the name “${shorten(filename ?? '')}”, which leads out of the archive.`
    case ERR_BAD_FORMAT:
    case ERR_EOCDR_NOT_FOUND:
    case ERR_EOCDR_LOCATOR_ZIP64_NOT_FOUND:
    case ERR_CENTRAL_DIRECTORY_NOT_FOUND:
      return 'Its end is missing: the file was cut short or damaged. Copy or download it again.'
    case ERR_AMBIGUOUS_ARCHIVE:
      return 'It was altered: other programs would read other files in it. Copy or download it again.'
    default:
      return 'It is damaged. Copy or download it again.'
  }
}

function describeFault(error: unknown, path: string): string {
  switch (readError(error).message) {
    case ERR_OVERLAPPING_ENTRY:
      return `“${path}” in it shares its bytes with another entry, as in no real archive.`
    case ERR_UNSUPPORTED_COMPRESSION:
      return `“${path}” in it is compressed in a way that AppFrames does not read.`
    default:
      return `“${path}” in it is damaged. Copy or download the file again.`
  }
}

function readError(error: unknown): { message: string; filename?: string | undefined } {
  if (!(error instanceof Error)) return { message: String(error) }
  const { message, filename } = error as Error & { filename?: string }
  return { message, filename }
}

const shorten = (name: string): string => (name.length > 80 ? `${name.slice(0, 79)}…` : name)
