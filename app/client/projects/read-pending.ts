import * as z from 'zod/mini'
import { repeatableFormSchema } from './project-forms.ts'

const entrySchema = z.object({
  form: repeatableFormSchema,
  notedAtMs: z.number(),
  /** Absent: this device had no row of the project, or an older build has noted it. */
  seenUpdatedAtMs: z.optional(z.number()),
})
export type PendingEntry = z.infer<typeof entrySchema>
/** `remove`, when it is performed or has failed: a page that closes before that leaves it for the next start. */
export type PendingAction = PendingEntry & { remove(): void }

/** The forms under these keys, in the order they were sent; what cannot be read is removed. */
export function readPending(storage: Storage, keys: readonly string[]): readonly PendingAction[] {
  const read = (key: string): PendingAction[] => {
    const remove = () => storage.removeItem(key)
    const parsed = entrySchema.safeParse(parseJson(storage.getItem(key)))
    if (parsed.success) return [{ ...parsed.data, remove }]
    remove()
    return []
  }
  return keys.flatMap(read).sort((a, b) => a.notedAtMs - b.notedAtMs)
}

function parseJson(text: string | null): unknown {
  try {
    return text === null ? undefined : JSON.parse(text)
  } catch (error) {
    console.warn('A pending form could not be read.', error)
    return undefined
  }
}
