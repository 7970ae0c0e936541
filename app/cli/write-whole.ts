import { mkdir, realpath, rename, rm, stat, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'

/** Writes beside the place and moves it there when it is whole, so that a crash leaves the old file. */
export async function writeWhole(place: string, content: Uint8Array | string): Promise<void> {
  await mkdir(dirname(place), { recursive: true })
  const part = `${place}.part`
  try {
    await writeFile(part, content)
    await rename(part, place)
  } catch (error) {
    await rm(part, { force: true })
    throw error
  }
}

/**
 * As `writeWhole`, to a place that the user named: a link stays one and the file that it leads to is replaced; a device or a
 * pipe is written to directly.
 */
export async function writeNamed(place: string, content: Uint8Array | string): Promise<void> {
  const there = await stat(place).catch(ignoreMissing)
  if (there === undefined) await writeWhole(place, content)
  else if (there.isFile()) await writeWhole(await realpath(place), content)
  else await writeFile(place, content)
}

function ignoreMissing(error: NodeJS.ErrnoException): undefined {
  if (error.code !== 'ENOENT') throw error
}
