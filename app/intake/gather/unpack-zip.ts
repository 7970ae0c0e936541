import { openZip } from '#app/archive/open-zip.ts'
import { isLeftover } from '#app/document/model/file-path.ts'
import type { IncomingFile } from '#app/media/incoming-files.ts'

/** What a page keeps in memory at once; a larger folder is dropped unpacked. */
const maxTotalBytes = 1_500_000_000
/** Of one file: more than any capture, less than fills the memory. */
const maxFileBytes = 300_000_000

export type Unpacked =
  | { kind: 'files'; files: readonly IncomingFile[] }
  /** A `.appframes` file under another name. */
  | { kind: 'archive' }
  | { kind: 'refused'; message: string }
  | { kind: 'cancelled' }

/** The files of a ZIP with their folders; what systems add is left out. Refused as a whole, with a sentence. */
export async function unpackZip(
  zip: File,
  options: { signal: AbortSignal; onProgress: (done: number, total: number) => void },
): Promise<Unpacked> {
  const { signal, onProgress } = options
  try {
    // "PK": the first entry of a ZIP.
    if ((await zip.slice(0, 2).text()) !== 'PK')
      return refuse(zip, 'It is not a ZIP file, whatever its name says.')
    const opened = await openZip({
      sizeBytes: zip.size,
      read: async (offset, length) => new Uint8Array(await zip.slice(offset, offset + length).arrayBuffer()),
    })
    if (opened.has('manifest.json') && opened.paths.some((path) => path.startsWith('projects/')))
      return { kind: 'archive' }
    const paths = opened.paths.filter((path) => !isLeftover(path))
    if (paths.reduce((sum, path) => sum + opened.sizeOf(path), 0) > maxTotalBytes)
      return refuse(zip, 'It unpacks to more than 1.5 GB. Unpack it and drop the folder.')
    const files: IncomingFile[] = []
    for (const path of paths) {
      if (signal.aborted) return { kind: 'cancelled' }
      const bytes = (await opened.read(path, maxFileBytes)) as Uint8Array<ArrayBuffer>
      files.push({ file: new File([bytes], path.split('/').at(-1) ?? path), path })
      onProgress(files.length, paths.length)
    }
    return { kind: 'files', files }
  } catch (error) {
    if (error instanceof Error && error.name === 'ArchiveRefusedError') return refuse(zip, error.message)
    console.warn('A ZIP could not be read.', error)
    return refuse(zip, 'It could not be read. Check that it is still there and try again.')
  }
}

const refuse = (zip: File, reason: string): Unpacked => ({
  kind: 'refused',
  message: `“${zip.name}” was not opened. ${reason}`,
})

export const isZipName = (name: string): boolean => name.toLowerCase().endsWith('.zip')
