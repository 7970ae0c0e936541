import type { ExportPool } from './export-pool.ts'
import type { ExportRecord } from './export-record.ts'
import type { OnlyWhat } from './export-request.ts'
import { alignPaths, type KnownFile } from './plan-changes.ts'
import type { PlannedFile } from './planned-file.ts'

type Before = {
  known: ExportRecord['files']
  wanted: readonly PlannedFile[]
  pool: ExportPool
  signal: AbortSignal
}

/** The files that an export is compared with: those of the last one, or of a folder by their pixels. `undefined`: cancelled. */
export async function readBefore(
  only: OnlyWhat,
  { known, wanted, pool, signal }: Before,
): Promise<KnownFile[] | undefined> {
  if (only.kind !== 'since-folder')
    return Object.entries(known).map(([path, { sha256 }]) => ({ path, sha256 }))
  const cancel = () => pool.cancel()
  signal.addEventListener('abort', cancel)
  const aligned = alignPaths(
    wanted.map(({ path }) => path),
    only.pictures.map(({ path }) => path),
  )
  try {
    const hashed = await Promise.all(
      only.pictures.map(async ({ path, file }): Promise<KnownFile[]> => {
        const reply = await pool.run({ kind: 'hash', file })
        if (reply.kind !== 'hashed') return []
        return [{ path: aligned.get(path) ?? path, sha256: reply.sha256, pixels: reply.pixels }]
      }),
    )
    return hashed.flat()
  } catch (error) {
    if (signal.aborted) return undefined
    throw error
  } finally {
    signal.removeEventListener('abort', cancel)
  }
}
