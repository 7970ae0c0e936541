import { identityKeyPrefix } from '../platform/identity-keys.ts'
import { repeatableFormSchema } from './project-forms.ts'
import type { PendingAction, PendingEntry } from './read-pending.ts'

/**
 * Forms of the list that were sent and are not on the disk yet. They are stored in localStorage, which is synchronous;
 * the next start performs those that a closing tab interrupted [F14].
 */
export interface PendingActions {
  /**
   * Returns `complete`, to be called when the form is done or rejected. A form that is not repeatable is not stored.
   * `seenUpdatedAtMs`: of the project's row when the form was sent.
   */
  add(input: object, seenUpdatedAtMs?: number): () => void
  /** The forms a closed tab left, in the order they were sent. */
  listPending(): Promise<readonly PendingAction[]>
}

export function createPendingActions(
  storage: Storage,
  databaseName: string,
  nowMs: () => number,
): PendingActions {
  const prefix = identityKeyPrefix('form', databaseName)
  let count = 0

  return {
    add(input, seenUpdatedAtMs) {
      const form = repeatableFormSchema.safeParse(input)
      if (!form.success) return () => undefined
      count += 1
      const notedAtMs = nowMs()
      const key = `${prefix}${notedAtMs}:${count}`
      try {
        storage.setItem(
          key,
          JSON.stringify({ form: form.data, notedAtMs, seenUpdatedAtMs } satisfies PendingEntry),
        )
      } catch (error) {
        // Full or forbidden: the form is performed all the same, in a few milliseconds.
        console.warn('A form could not be kept in localStorage.', error)
      }
      return () => storage.removeItem(key)
    },
    async listPending() {
      const keys = Object.keys(storage).filter((key) => key.startsWith(prefix))
      if (keys.length === 0) return []
      // Rarely needed: loaded when it is.
      const { readPending } = await import('./read-pending.ts')
      return readPending(storage, keys)
    },
  }
}
