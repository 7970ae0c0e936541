import { createObservable, type Observable } from '#app/observable/observable.ts'

/** A sentence for the bar across the page. `id` names the situation: it is shown once, and removed by it. */
export type Notice = {
  id: string
  tone: 'info' | 'warning' | 'danger'
  text: string
  /** Sentences below it, one for each thing. */
  details?: readonly string[]
  /** The page it belongs to: it is shown there alone, and gone when that is left. */
  path?: string
  /**
   * What helps; `account` shows what the account holds, `reload` gets the newest version, with this tab's work on disk first,
   * `save-copy` downloads the projects that no account has.
   */
  action?: { kind: 'sign-in' } | { kind: 'account' } | { kind: 'reload' } | { kind: 'save-copy' }
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

/** At once; the gravest and newest ones. The others come as these are dismissed. */
const MAX_SHOWN = 3
const gravity = { danger: 2, warning: 1, info: 0 } as const

/** Those that a page shows: its own and those of every page, in the order in which they came. */
export function planShown(notices: readonly Notice[], pathname: string): readonly Notice[] {
  const here = notices.filter(({ path }) => path === undefined || path === pathname)
  const first = here
    .toReversed()
    .toSorted((a, b) => gravity[b.tone] - gravity[a.tone])
    .slice(0, MAX_SHOWN)
  return here.filter((notice) => first.includes(notice))
}

/** One notice for all of its kind: what is there already moves into its details, newest last, and nothing is said twice. */
export function addSentence(notices: Notices, notice: Notice): void {
  const known = notices.get().find(({ id }) => id === notice.id)
  const before = known === undefined ? [] : [known.text, ...(known.details ?? [])]
  const [text = notice.text, ...details] = [...new Set([...before, notice.text])]
  notices.show({ ...notice, text, ...(details.length === 0 ? {} : { details }) })
}

/**
 * The notices of this tab. They live outside the client, because an error that blocks its opening must be shown too
 * [F16].
 */
export const appNotices: Notices = createNotices()
