import { sortByPath } from '#app/document/model/file-path.ts'
import type { Refused } from '#app/media/gather-refusals.ts'
import type { Incoming, IncomingFile } from '#app/media/incoming-files.ts'
import type { Arrival } from '../plan/choose-size.ts'
import { measureFile } from './measure-file.ts'
import { isZipName, unpackZip } from './unpack-zip.ts'

export type Gathered = {
  incoming: Incoming
  /** One for each file of `incoming`, in its order. */
  arrivals: readonly Arrival[]
  /** ZIPs that could not be opened. */
  refused: readonly Refused[]
  /** Project files among the ZIPs. */
  archives: readonly File[]
}

type Reading = { signal: AbortSignal; onProgress: (done: number, total: number) => void }

/** Files and the content of ZIPs, measured: what a plan is made from. Nothing is stored. `undefined`: cancelled. */
export async function gatherArrivals(
  { files, unreadable }: Incoming,
  reading: Reading,
): Promise<Gathered | undefined> {
  const found: IncomingFile[] = []
  const refused: Refused[] = []
  const archives: File[] = []
  for (const one of files) {
    if (!isZipName(one.file.name)) {
      found.push(one)
      continue
    }
    const unpacked = await unpackZip(one.file, reading)
    switch (unpacked.kind) {
      case 'files':
        found.push(...unpacked.files)
        break
      case 'archive':
        archives.push(one.file)
        break
      case 'refused':
        refused.push({ fileName: one.file.name, message: unpacked.message })
        break
      case 'cancelled':
        return undefined
    }
  }
  const sorted = sortByPath(found)
  const arrivals = await Promise.all(
    sorted.map(async ({ file, path }): Promise<Arrival> => {
      const measured = await measureFile(file)
      if (measured.kind === 'picture') return { path, sizePx: measured.sizePx }
      return measured.kind === 'video' ? { path } : { path, isUnusable: true }
    }),
  )
  return reading.signal.aborted
    ? undefined
    : { incoming: { files: sorted, unreadable }, arrivals, refused, archives }
}
