import type { GivenFile } from '#app/captions/caption-file.ts'
import { captionFileTypes } from '#app/captions/read-caption-files.ts'
import { isZipName, unpackZip } from '#app/intake/gather/unpack-zip.ts'
import type { Incoming, IncomingFile } from '#app/media/incoming-files.ts'

/** `unread`: a sentence for each file that could not be read at all. */
export type GatheredCaptions = { files: readonly GivenFile[]; unread: readonly string[] }

/**
 * The files that may hold captions, with their folders: of folders and ZIPs only those, because frameit's trees are full of pictures.
 * Two of one name get paths of their own.
 */
export async function gatherCaptions({ files, unreadable }: Incoming): Promise<GatheredCaptions> {
  const found: IncomingFile[] = []
  const chosen = new Set(files.filter(({ path }) => !path.includes('/')))
  const unread = unreadable.map(describeUnread)
  for (const one of files) {
    if (!isZipName(one.file.name)) {
      found.push(one)
      continue
    }
    const signal = new AbortController().signal
    const unpacked = await unpackZip(one.file, { signal, onProgress: () => undefined })
    if (unpacked.kind === 'files') found.push(...unpacked.files)
    if (unpacked.kind === 'refused') unread.push(unpacked.message)
    if (unpacked.kind === 'archive')
      unread.push(`“${one.file.name}” is a project file. Import it from the list of projects.`)
  }
  const given: GivenFile[] = []
  for (const one of found) {
    // One that was chosen by itself is read whatever it is, so that its fault is named.
    if (!chosen.has(one) && !mayHoldCaptions(one)) continue
    const { file, path } = one
    try {
      given.push({ path, bytes: new Uint8Array(await file.arrayBuffer()) })
    } catch (error) {
      console.info(`${path} could not be read`, error)
      unread.push(describeUnread(path))
    }
  }
  if (given.length === 0 && unread.length === 0) unread.push('There is no file with captions among them.')
  return { files: separatePaths(given), unread }
}

/** A `.txt` in a folder is rather a note or a store's text. */
function mayHoldCaptions({ path }: IncomingFile): boolean {
  const types = captionFileTypes.filter((type) => type !== '.txt')
  return types.some((type) => path.toLowerCase().endsWith(type))
}

function separatePaths(files: readonly GivenFile[]): GivenFile[] {
  const counts = new Map<string, number>()
  return files.map((file) => {
    const count = (counts.get(file.path) ?? 0) + 1
    counts.set(file.path, count)
    return count === 1 ? file : { ...file, path: `File ${count}/${file.path}` }
  })
}

const describeUnread = (path: string): string =>
  `“${path}” could not be read. Check that it is still there and try again.`
