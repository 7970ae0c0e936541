import { statfs } from 'node:fs/promises'
import { logFailure } from './logs.server.ts'

const CHECK_EVERY_MS = 5_000

export type FreeSpace = {
  /** New writes may not fit any more: nothing new is accepted, existing data can be read and deleted. */
  isLow(): boolean
  check(): Promise<void>
  stop(): void
}

/** Measures now and then how much space the disks of these directories have left. */
export async function watchFreeSpace(options: {
  folders: readonly string[]
  minFreeBytes: number
  readFreeBytes?: (folder: string) => Promise<number>
}): Promise<FreeSpace> {
  const { folders, minFreeBytes, readFreeBytes = readFromSystem } = options
  let isLow = false

  async function check(): Promise<void> {
    for (const folder of folders) {
      const freeBytes = await readFreeBytes(folder)
      if (freeBytes >= minFreeBytes) continue
      if (!isLow) logFailure(describeLow(folder, { freeBytes, minFreeBytes }), undefined)
      isLow = true
      return
    }
    isLow = false
  }

  const timer = setInterval(() => {
    check().catch((error: unknown) => logFailure('It cannot be seen how much the disk has left.', error))
  }, CHECK_EVERY_MS)
  timer.unref()
  await check()
  return { isLow: () => isLow, check, stop: () => clearInterval(timer) }
}

const describeLow = (
  folder: string,
  { freeBytes, minFreeBytes }: { freeBytes: number; minFreeBytes: number },
) =>
  `The disk of ${folder} has ${Math.floor(freeBytes / 1_000_000)} MB left, less than DISK_MIN_FREE_BYTES (${Math.ceil(minFreeBytes / 1_000_000)} MB): nothing more is stored until some space is freed.`

/** What this user may still write, which is less than what root may. */
async function readFromSystem(folder: string): Promise<number> {
  const { bavail, bsize } = await statfs(folder)
  return bavail * bsize
}
