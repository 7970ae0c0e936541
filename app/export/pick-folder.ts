import { createFolderFiles } from './folder-files.ts'

/** Pictures by their paths below a folder. */
export type PickedPictures = { name: string; pictures: readonly { path: string; file: Blob }[] }

type Mode = { mode: 'read' | 'readwrite' }

/** Chromium's, which the DOM's types do not have yet. */
type Picker = (options: Mode & { id: string }) => Promise<FileSystemDirectoryHandle>
type Permitted = FileSystemDirectoryHandle & {
  queryPermission?: (options: Mode) => Promise<PermissionState>
  requestPermission?: (options: Mode) => Promise<PermissionState>
}

const findPicker = (): Picker | undefined =>
  (globalThis as { showDirectoryPicker?: Picker }).showDirectoryPicker?.bind(globalThis)

/** Whether files can be written into a folder of the user's here. */
export const canPickFolder = (): boolean => findPicker() !== undefined

/** `undefined`: nothing was chosen. */
export async function pickFolder(mode: Mode['mode']): Promise<FileSystemDirectoryHandle | undefined> {
  try {
    return await findPicker()?.({ mode, id: `appframes-${mode}` })
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') return undefined
    throw error
  }
}

/** Asks the user again where the browser has forgotten the permission. Call it in a click. */
export async function requestWriting(folder: Permitted): Promise<boolean> {
  const mode: Mode = { mode: 'readwrite' }
  if ((await folder.queryPermission?.(mode)) !== 'prompt') return true
  return (await folder.requestPermission?.(mode)) === 'granted'
}

const isPicture = (path: string): boolean => /\.(png|jpe?g|webp)$/i.test(path)

export async function readPictures(folder: FileSystemDirectoryHandle): Promise<PickedPictures> {
  const files = createFolderFiles(folder)
  const pictures: { path: string; file: Blob }[] = []
  for (const path of (await files.listAll()).filter(isPicture)) {
    const file = await files.find(path)
    if (file !== undefined) pictures.push({ path, file })
  }
  return { name: folder.name, pictures }
}

/** The files of an `<input webkitdirectory>`, for browsers without a picker of folders. */
export function listPictures(files: readonly File[]): PickedPictures {
  const found = files.filter(({ name }) => isPicture(name))
  const [first] = found
  return {
    name: first?.webkitRelativePath.split('/')[0] ?? '',
    pictures: found.map((file) => ({ path: file.webkitRelativePath.replace(/^[^/]*\//, ''), file })),
  }
}
