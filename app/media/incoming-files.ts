import { isLeftover, sortByPath } from '#app/document/model/file-path.ts'

/** A file to import, with the directories it was in: `en-US/1.png`. */
export type IncomingFile = { file: File; path: string }

/** `unreadable`: paths that could not be read at all, such as a file that vanished during the drop. */
export type Incoming = { files: readonly IncomingFile[]; unreadable: readonly string[] }

/**
 * Files of a file dialog or the clipboard, in natural order: whatever order the system lists them in, 2 comes before
 * 10.
 */
export function readChosenFiles(files: Iterable<File> | null | undefined): Incoming {
  const chosen = [...(files ?? [])].map((file) => ({ file, path: file.webkitRelativePath || file.name }))
  return {
    files: sortByPath(chosen.filter(({ path }) => !path.includes('/') || !isLeftover(path))),
    unreadable: [],
  }
}

/**
 * Files and directories of a drop, of every depth, in natural order of their paths. An unreadable entry is named and
 * does not affect the others: file-selector would reject the whole drop. `transfer` is read before the first await,
 * because it is emptied when the event ends.
 */
export async function readDroppedFiles(transfer: Pick<DataTransfer, 'items' | 'files'>): Promise<Incoming> {
  const items = [...transfer.items].filter(({ kind }) => kind === 'file')
  const taken = items.map((item) => ({
    entry: item.webkitGetAsEntry?.() ?? null,
    file: item.getAsFile(),
  }))
  const plain = items.length === 0 ? [...transfer.files] : []
  const unreadable: string[] = []
  const found: IncomingFile[] = plain.map((file) => ({ file, path: file.name }))
  for (const { entry, file } of taken) {
    if (entry?.isDirectory) await readFolder(entry as FileSystemDirectoryEntry, '', { found, unreadable })
    else if (file !== null) found.push({ file, path: file.name })
    else if (entry !== null) await readEntry(entry, '', { found, unreadable })
  }
  return { files: sortByPath(found), unreadable }
}

type Reading = { found: IncomingFile[]; unreadable: string[] }

async function readEntry(entry: FileSystemEntry, folder: string, reading: Reading): Promise<void> {
  const path = folder === '' ? entry.name : `${folder}/${entry.name}`
  if (folder !== '' && isLeftover(path)) return
  if (entry.isDirectory) return readFolder(entry as FileSystemDirectoryEntry, folder, reading)
  try {
    const file = await new Promise<File>((resolve, reject) =>
      (entry as FileSystemFileEntry).file(resolve, reject),
    )
    reading.found.push({ file, path })
  } catch (error) {
    console.info(`${path} could not be read`, error)
    reading.unreadable.push(path)
  }
}

async function readFolder(folder: FileSystemDirectoryEntry, parent: string, reading: Reading): Promise<void> {
  const path = parent === '' ? folder.name : `${parent}/${folder.name}`
  const reader = folder.createReader()
  try {
    for (;;) {
      // A browser returns a hundred at a time, and none at the end.
      const entries = await new Promise<FileSystemEntry[]>((resolve, reject) =>
        reader.readEntries(resolve, reject),
      )
      if (entries.length === 0) return
      for (const entry of entries) await readEntry(entry, path, reading)
    }
  } catch (error) {
    console.info(`The folder ${path} could not be read`, error)
    reading.unreadable.push(path)
  }
}
