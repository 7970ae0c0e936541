/** Files of a directory by paths with slashes: one that the user chose, or one of the browser's private file system. */
export interface FolderFiles {
  find(path: string): Promise<File | undefined>
  /** Appears whole or not at all: the browser writes beside the file and swaps at the end. */
  write(path: string, file: Blob | ReadableStream<Uint8Array>): Promise<void>
  remove(path: string): Promise<void>
  /** Paths of the files in one directory; empty where there is none. */
  list(folder: string): Promise<string[]>
  /** Every file below, sorted; hidden ones and installed packages are left out. */
  listAll(): Promise<string[]>
}

/** Deeper, and more files, than any tool's tree of pictures has. */
const maxDepth = 10
const maxFiles = 20_000

export function createFolderFiles(root: FileSystemDirectoryHandle): FolderFiles {
  async function findFolder(path: string): Promise<FileSystemDirectoryHandle | undefined> {
    let folder = root
    try {
      for (const part of split(path)) folder = await folder.getDirectoryHandle(part)
      return folder
    } catch (error) {
      if (isMissing(error)) return undefined
      throw error
    }
  }

  async function openFolder(path: string): Promise<FileSystemDirectoryHandle> {
    let folder = root
    for (const part of split(path)) folder = await folder.getDirectoryHandle(part, { create: true })
    return folder
  }

  return {
    async find(path) {
      const { folder, name } = splitPath(path)
      try {
        const handle = await (await findFolder(folder))?.getFileHandle(name)
        return await handle?.getFile()
      } catch (error) {
        if (isMissing(error)) return undefined
        throw error
      }
    },
    async write(path, file) {
      const { folder, name } = splitPath(path)
      const handle = await (await openFolder(folder)).getFileHandle(name, { create: true })
      const writable = await handle.createWritable()
      if (file instanceof ReadableStream) return file.pipeTo(writable)
      try {
        await writable.write(file)
        await writable.close()
      } catch (error) {
        await writable.abort().catch(() => undefined)
        throw error
      }
    },
    async remove(path) {
      const { folder, name } = splitPath(path)
      try {
        await (await findFolder(folder))?.removeEntry(name)
      } catch (error) {
        if (!isMissing(error)) throw error
      }
    },
    async list(path) {
      const folder = await findFolder(path)
      if (folder === undefined) return []
      const prefix = split(path)
        .map((part) => `${part}/`)
        .join('')
      const names: string[] = []
      for await (const [name, handle] of folder.entries())
        if (handle.kind === 'file') names.push(prefix + name)
      return names.sort()
    },
    async listAll() {
      const paths: string[] = []
      await walk(root, '', { paths, depth: 0 })
      return paths.sort()
    },
  }
}

async function walk(
  folder: FileSystemDirectoryHandle,
  prefix: string,
  { paths, depth }: { paths: string[]; depth: number },
): Promise<void> {
  for await (const [name, handle] of folder.entries()) {
    if (paths.length >= maxFiles) return
    if (name.startsWith('.') || name === 'node_modules') continue
    if (handle.kind === 'file') paths.push(prefix + name)
    else if (depth < maxDepth)
      await walk(handle as FileSystemDirectoryHandle, `${prefix}${name}/`, { paths, depth: depth + 1 })
  }
}

const split = (path: string): string[] => path.split('/').filter((part) => part !== '')

function splitPath(path: string): { folder: string; name: string } {
  const at = path.lastIndexOf('/')
  return { folder: path.slice(0, at + 1), name: path.slice(at + 1) }
}

/** A file stands where a directory is looked for, or nothing does. */
const isMissing = (error: unknown): boolean =>
  error instanceof DOMException && (error.name === 'NotFoundError' || error.name === 'TypeMismatchError')
