import { readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import * as z from 'zod/mini'

/** Kept in the folder while an export is not complete, and removed at its end. */
const FILE_NAME = '.appframes-export.json'

/** `key`: a hash of everything that a file was made of. */
const madeSchema = z.record(z.string(), z.object({ key: z.string(), sha256: z.string() }))
type Made = z.infer<typeof madeSchema>

/** The files that an interrupted export has made already. */
export interface Resume {
  find(path: string): Made[string] | undefined
  record(path: string, made: Made[string]): Promise<void>
  end(): Promise<void>
}

export async function openResume(root: string): Promise<Resume> {
  const place = join(root, FILE_NAME)
  const made = await readMade(place)
  let writing: Promise<void> = Promise.resolve()
  return {
    find: (path) => (Object.hasOwn(made, path) ? made[path] : undefined),
    // One after another: two that write at once would leave a mixture.
    record(path, entry) {
      made[path] = entry
      const write = () => writeFile(place, JSON.stringify(made))
      writing = writing.then(write, write)
      return writing
    },
    end: () => rm(place, { force: true }),
  }
}

/** A file that is damaged counts as none: everything is made again. */
async function readMade(place: string): Promise<Made> {
  const text = await readFile(place, 'utf8').catch(() => '{}')
  try {
    return madeSchema.parse(JSON.parse(text))
  } catch {
    return {}
  }
}
