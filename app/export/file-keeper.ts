import { findFileFault } from './find-file-fault.ts'
import type { FolderFiles } from './folder-files.ts'
import { hashBytes } from './hash-bytes.ts'
import type { PlannedFile } from './planned-file.ts'

/** `key`: the hash of everything the file is made of. */
export type KeyedFile = PlannedFile & { key: string }

/** A file that is where it belongs: read back and checked. */
export type KeptFile = {
  key: string
  sha256: string
  /** As it is kept; a reference to the disk, where there is one. */
  blob: Blob
  /** It was there before. */
  isFound: boolean
}

/** Where the files of an export go one by one, so that memory holds only those being made. */
export interface FileKeeper {
  /** One that was made of the same inputs before, by an export that did not end or by the last one. */
  find(planned: KeyedFile): Promise<KeptFile | undefined>
  /**
   * Writes the file, reads it back and checks it.
   *
   * @throws When it cannot be written, or what is read back is not what was written.
   */
  put(planned: KeyedFile, made: { blob: Blob; sha256: string }): Promise<KeptFile>
}

type Known = Readonly<Record<string, { key: string; sha256: string }>>

/** The folder that the user chose. What is in it with the same bytes is not written again. */
export function createFolderKeeper(files: FolderFiles, known: Known): FileKeeper {
  return {
    async find({ path, key }) {
      const last = Object.hasOwn(known, path) ? known[path] : undefined
      if (last?.key !== key) return undefined
      const blob = await files.find(path)
      if (blob === undefined || (await hashFile(blob)) !== last.sha256) return undefined
      return { key, sha256: last.sha256, blob, isFound: true }
    },
    async put(planned, { blob, sha256 }) {
      const { path, key } = planned
      const old = await files.find(path)
      if (old !== undefined && old.size === blob.size && (await hashFile(old)) === sha256)
        return { key, sha256, blob: old, isFound: true }
      await files.write(path, blob)
      return { key, sha256, blob: await readBack(files, planned, { path, sha256 }), isFound: false }
    },
  }
}

/**
 * Files on this device's private disk until they are in a ZIP. Their names say of what they were made, so that an export that was
 * cancelled, or whose page was closed, goes on from them.
 */
export async function createStagedKeeper(files: FolderFiles): Promise<FileKeeper> {
  const names = new Map((await files.list('')).map((name) => [name.slice(0, name.indexOf('.')), name]))
  // Equal files are made at the same time; writing one again would invalidate the blob read from it.
  const writes = new Map<string, Promise<void>>()
  return {
    async find({ key }) {
      const name = names.get(key)
      const blob = name === undefined ? undefined : await files.find(name)
      const sha256 = name?.slice(key.length + 1)
      if (blob === undefined || sha256 === undefined || (await hashFile(blob)) !== sha256) return undefined
      return { key, sha256, blob, isFound: true }
    },
    async put(planned, { blob, sha256 }) {
      const { key } = planned
      const path = `${key}.${sha256}`
      const writing = writes.get(path) ?? files.write(path, blob)
      writes.set(path, writing)
      await writing
      names.set(key, path)
      return { key, sha256, blob: await readBack(files, planned, { path, sha256 }), isFound: false }
    },
  }
}

/** In memory, for browsers without a private file system. */
export function createMemoryKeeper(): FileKeeper {
  const kept = new Map<string, KeptFile>()
  return {
    async find({ key }) {
      const file = kept.get(key)
      return file && { ...file, isFound: true }
    },
    async put(planned, { blob, sha256 }) {
      const { key } = planned
      requireWhole(planned, new Uint8Array(await blob.arrayBuffer()))
      const file = { key, sha256, blob, isFound: false }
      kept.set(key, file)
      return file
    },
  }
}

async function readBack(
  files: FolderFiles,
  planned: PlannedFile,
  { path, sha256 }: { path: string; sha256: string },
): Promise<Blob> {
  const blob = await files.find(path)
  const bytes = new Uint8Array((await blob?.arrayBuffer()) ?? new ArrayBuffer(0))
  if (blob === undefined || (await hashBytes(bytes)) !== sha256)
    throw new Error(
      'The disk gave back other bytes than were written. Check the disk, or choose another folder.',
    )
  requireWhole(planned, bytes)
  return blob
}

function requireWhole(planned: PlannedFile, bytes: Uint8Array): void {
  const fault = findFileFault(bytes, planned)
  if (fault !== undefined) throw new Error(`${fault} It was not delivered; try again.`)
}

const hashFile = async (file: Blob): Promise<string> => hashBytes(new Uint8Array(await file.arrayBuffer()))
