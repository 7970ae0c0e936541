import * as z from 'zod/mini'
import { identityKeyPrefix } from '../platform/identity-keys.ts'
import { repeatableFormSchema } from './project-forms.ts'

const entrySchema = z.object({ form: repeatableFormSchema, notedAtMs: z.number() })
type Entry = z.infer<typeof entrySchema>
/** `remove`, when it is performed or has failed: a page that closes before that leaves it for the next start. */
export type PendingAction = Entry & { remove(): void }

/**
 * Forms of the list that were sent and are not on the disk yet. They are stored in localStorage, which is synchronous;
 * the next start performs those that a closing tab interrupted [F14].
 */
export interface PendingActions {
  /**
   * Returns `complete`, to be called when the form is done or rejected. A form that is not repeatable is not stored.
   */
  add(input: object): () => void
  /** The forms a closed tab left, in the order they were sent. */
  listPending(): readonly PendingAction[]
}

export function createPendingActions(
  storage: Storage,
  databaseName: string,
  nowMs: () => number,
): PendingActions {
  const prefix = identityKeyPrefix('form', databaseName)
  let count = 0

  function read(key: string): PendingAction[] {
    const remove = () => storage.removeItem(key)
    const parsed = entrySchema.safeParse(parseJson(storage.getItem(key)))
    if (parsed.success) return [{ ...parsed.data, remove }]
    remove()
    return []
  }

  return {
    add(input) {
      const form = repeatableFormSchema.safeParse(input)
      if (!form.success) return () => undefined
      count += 1
      const notedAtMs = nowMs()
      const key = `${prefix}${notedAtMs}:${count}`
      try {
        storage.setItem(key, JSON.stringify({ form: form.data, notedAtMs } satisfies Entry))
      } catch (error) {
        // Full or forbidden: the form is performed all the same, in a few milliseconds.
        console.warn('A form could not be kept in localStorage.', error)
      }
      return () => storage.removeItem(key)
    },
    listPending() {
      const keys = Object.keys(storage).filter((key) => key.startsWith(prefix))
      return keys.flatMap(read).sort((a, b) => a.notedAtMs - b.notedAtMs)
    },
  }
}

function parseJson(text: string | null): unknown {
  try {
    return text === null ? undefined : JSON.parse(text)
  } catch (error) {
    console.warn('A pending form could not be read.', error)
    return undefined
  }
}
