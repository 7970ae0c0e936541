import { randomUUID } from 'node:crypto'
import { type FileHandle, mkdir, open, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'

/** People's files are for the user who runs the server, and for no other of the machine. */
export const FOLDER_MODE = 0o700
export const FILE_MODE = 0o600

export const isMissing = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR')

/** Returns the result of `work`, or undefined when its file does not exist. */
export async function orMissing<Value>(work: () => Promise<Value>): Promise<Value | undefined> {
  try {
    return await work()
  } catch (error) {
    if (isMissing(error)) return undefined
    throw error
  }
}

/** The body's length differs from the signed one; nothing was stored. */
export class WrongSizeError extends Error {
  override name = 'WrongSizeError'
}

/**
 * Writes a whole file or none: into `temporaryFolder`, to the disk, then under its name. A body that throws, or has
 * another size than expected, leaves what was there before.
 */
export async function writeWhole(
  path: string,
  bodies: AsyncIterable<Uint8Array>,
  { temporaryFolder, sizeBytes }: { temporaryFolder: string; sizeBytes?: number },
): Promise<void> {
  await mkdir(temporaryFolder, { recursive: true, mode: FOLDER_MODE })
  const temporary = join(temporaryFolder, randomUUID())
  try {
    const file = await open(temporary, 'wx', FILE_MODE)
    try {
      await writeAll(file, bodies, sizeBytes)
      await file.sync()
    } finally {
      await file.close()
    }
    await mkdir(dirname(path), { recursive: true, mode: FOLDER_MODE })
    await rename(temporary, path)
    await syncFolder(dirname(path))
  } catch (error) {
    await rm(temporary, { force: true })
    throw error
  }
}

/** Creates an empty file, unless there is one: of two writers, whatever their process, one gets the name. */
export async function claimFile(path: string): Promise<boolean> {
  await mkdir(dirname(path), { recursive: true, mode: FOLDER_MODE })
  try {
    await (await open(path, 'wx', FILE_MODE)).close()
    return true
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false
    throw error
  }
}

/** So much is gathered while the piece before it is on its way to the disk: each write costs a turn of the thread pool. */
const PIECE_BYTES = 512 * 1024

async function writeAll(file: FileHandle, body: AsyncIterable<Uint8Array>, sizeBytes: number | undefined) {
  let written = 0
  let gathered: Uint8Array[] = []
  let gatheredBytes = 0
  let writing: Promise<void> = Promise.resolve()
  const writeGathered = async () => {
    await writing
    writing = writePiece(file, gathered)
    // It may fail while the next is read; the caller that awaits it gets the error.
    writing.catch(() => undefined)
    gathered = []
    gatheredBytes = 0
  }
  try {
    for await (const chunk of body) {
      written += chunk.byteLength
      if (sizeBytes !== undefined && written > sizeBytes)
        throw new WrongSizeError(`More than ${sizeBytes} bytes.`)
      gathered.push(chunk)
      gatheredBytes += chunk.byteLength
      if (gatheredBytes >= PIECE_BYTES) await writeGathered()
    }
    await writeGathered()
    await writing
  } catch (error) {
    // The file is closed next.
    await writing.catch(() => undefined)
    throw error
  }
  if (sizeBytes !== undefined && written !== sizeBytes) {
    throw new WrongSizeError(`${written} bytes instead of ${sizeBytes}.`)
  }
}

async function writePiece(file: FileHandle, chunks: Uint8Array[]): Promise<void> {
  if (chunks.length === 0) return
  const piece = chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks)
  let from = 0
  while (from < piece.byteLength) from += (await file.write(piece, from)).bytesWritten
}

/** A rename is on the disk only when the folder is; Windows cannot open folders and needs no such thing. */
async function syncFolder(path: string): Promise<void> {
  if (process.platform === 'win32') return
  const folder = await open(path, 'r')
  try {
    await folder.sync()
  } finally {
    await folder.close()
  }
}
