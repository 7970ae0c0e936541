export type AnswerPlan =
  /** A document: the network first, the shell when there is none. */
  | 'navigation'
  /** A file of this build: from the cache. */
  | 'file'
  /** A loader's data: the network, and an empty answer when there is none. */
  | 'data'
  /** Not ours: the browser goes on as if there were no worker. */
  | 'leave'

export type RequestFacts = { method: string; mode: string; isSameOrigin: boolean; pathname: string }

/** Never answered from here: they are about an account or the server itself, and a stale answer would lie. */
const liveOnly = /^\/(api|auth)(\/|$)|^\/(healthz|readyz)$/

export function planAnswer(request: RequestFacts, precached: ReadonlySet<string>): AnswerPlan {
  if (request.method !== 'GET' || !request.isSameOrigin || liveOnly.test(request.pathname)) return 'leave'
  if (request.mode === 'navigate') return 'navigation'
  if (request.pathname.endsWith('.data')) return 'data'
  return precached.has(request.pathname) ? 'file' : 'leave'
}
