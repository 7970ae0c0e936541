import { z } from 'zod'
import { projectIdSchema } from '#app/document/model/ids.ts'

/** The forms whose effect is the same if they are carried out twice. */
const formSchema = z.discriminatedUnion('intent', [
  z.object({ intent: z.literal('rename'), id: projectIdSchema, name: z.string() }),
  z.object({ intent: z.literal('delete'), id: projectIdSchema }),
  z.object({ intent: z.literal('undelete'), id: projectIdSchema }),
])
const entrySchema = z.object({ form: formSchema, notedAtMs: z.number() })
export type PendingAction = z.infer<typeof entrySchema>

/**
 * A form of the list needs a few steps to reach the disk. Noted where writing takes no time, it is carried out at the next
 * start if the tab was closed in between [F14].
 */
export interface PendingActions {
  /** Returns how to strike it out once it is done, or refused. */
  add(input: object): () => void
  /** What was left, in the order it was asked for. */
  takePending(): readonly PendingAction[]
}

const keyPrefix = (identity: string) => `appframes:form:${identity}:`

export function clearPendingActions(storage: Storage, identity: string): void {
  for (const key of Object.keys(storage)) if (key.startsWith(keyPrefix(identity))) storage.removeItem(key)
}

export function createPendingActions(
  storage: Storage,
  identity: string,
  nowMs: () => number,
): PendingActions {
  const prefix = keyPrefix(identity)
  let count = 0

  function read(key: string): PendingAction[] {
    const parsed = entrySchema.safeParse(parseJson(storage.getItem(key)))
    return parsed.success ? [parsed.data] : []
  }

  return {
    add(input) {
      const form = formSchema.safeParse(input)
      if (!form.success) return () => undefined
      count += 1
      const notedAtMs = nowMs()
      const key = `${prefix}${notedAtMs}:${count}`
      try {
        storage.setItem(key, JSON.stringify({ form: form.data, notedAtMs } satisfies PendingAction))
      } catch (error) {
        // Full or forbidden: the form is carried out all the same, in a few milliseconds.
        console.warn('A form could not be noted beside the database.', error)
      }
      return () => storage.removeItem(key)
    },
    takePending() {
      const keys = Object.keys(storage).filter((key) => key.startsWith(prefix))
      const left = keys.flatMap(read).sort((a, b) => a.notedAtMs - b.notedAtMs)
      for (const key of keys) storage.removeItem(key)
      return left
    },
  }
}

function parseJson(text: string | null): unknown {
  try {
    return text === null ? undefined : JSON.parse(text)
  } catch (error) {
    console.warn('A noted form could not be read.', error)
    return undefined
  }
}
