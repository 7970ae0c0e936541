import { createObservable, type Observable } from '#app/observable/observable.ts'

/** A sentence for the bar across the page. `id` names the situation: it is told once, and taken back by it. */
export type Notice = {
  id: string
  tone: 'info' | 'warning' | 'danger'
  text: string
  /** Sentences below it, one for each thing. */
  details?: readonly string[]
  /** The page it belongs to: it is shown there alone, and gone when that is left. */
  path?: string
  /** What helps; `account` shows what the account holds, `reload` gets the newest version, with this tab's work on disk first. */
  action?: { kind: 'sign-in' } | { kind: 'account' } | { kind: 'reload' }
}

export interface Notices extends Observable<readonly Notice[]> {
  show(notice: Notice): void
  dismiss(id: string): void
}

export function createNotices(): Notices {
  const store = createObservable<readonly Notice[]>([])
  return {
    get: store.get,
    subscribe: store.subscribe,
    show: (notice) => store.set([...store.get().filter(({ id }) => id !== notice.id), notice]),
    dismiss: (id) => {
      const kept = store.get().filter((notice) => notice.id !== id)
      if (kept.length < store.get().length) store.set(kept)
    },
  }
}

/** The sentences of this tab. They stand outside the client, because what keeps it from opening must be told too [F16]. */
export const appNotices: Notices = createNotices()
