import * as z from 'zod/mini'
import { createObservable, type Observable } from '#app/observable/observable.ts'

/** `id`: a set of the app, or a template of the user's own. */
export type StartTemplate = { id: string; name: string }

/** The template that new projects of this browser start with; `undefined`: none. */
export interface StartTemplateChoice extends Observable<StartTemplate | undefined> {
  choose(template: StartTemplate | undefined): void
}

const storageKey = 'appframes:start-template'
const storedSchema = z.object({
  id: z.string().check(z.minLength(1), z.maxLength(100)),
  name: z.string().check(z.maxLength(200)),
})

export function createStartTemplate(
  storage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>,
): StartTemplateChoice {
  const chosen = createObservable(read(storage))
  return {
    get: chosen.get,
    subscribe: chosen.subscribe,
    choose(template) {
      if (template === undefined) storage.removeItem(storageKey)
      else storage.setItem(storageKey, JSON.stringify(template))
      chosen.set(template)
    },
  }
}

function read(storage: Pick<Storage, 'getItem'>): StartTemplate | undefined {
  const text = storage.getItem(storageKey)
  if (text === null) return undefined
  try {
    return storedSchema.safeParse(JSON.parse(text)).data
  } catch {
    return undefined
  }
}
