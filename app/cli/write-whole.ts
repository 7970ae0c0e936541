import { mkdir, rename, rm, writeFile } from 'node:fs/promises'
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
