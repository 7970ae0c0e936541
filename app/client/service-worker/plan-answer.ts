export type AnswerPlan =
  /** A document: the network first, the shell when there is none. */
  | 'navigation'
  /** A file of this build: from the cache. */
  | 'file'
  /** A loader's data: the network, and an empty answer when there is none. */
  | 'data'
  /** A request of sync: the network, and an empty answer, which sync takes for none, when there is no network. */
  | 'sync'
  /** Not ours: the browser goes on as if there were no worker. */
  | 'leave'

export type RequestFacts = {
  method: string
  mode: string
  isSameOrigin: boolean
  pathname: string
  /** Carries the header that names an account: only the app's own sync does. */
  isSync: boolean
}

/** An original behind its signed address: it names no account, and the app's own sync fetches it all the same. */
const originals = /^\/api\/media\/objects\//

/** Through a worker the page would not hear how much of it has gone up. */
const uploads = '/api/media/assets'

/** Never answered from here: they are about an account or the server itself, and a stale answer would lie. */
const liveOnly = /^\/(api|auth)(\/|$)|^\/(healthz|readyz)$/

export function planAnswer(request: RequestFacts, precached: ReadonlySet<string>): AnswerPlan {
  if (request.method === 'POST' && request.pathname === uploads) return 'leave'
  const isOriginal = request.method === 'GET' && request.mode === 'cors' && originals.test(request.pathname)
  if ((request.isSync || isOriginal) && request.isSameOrigin) return 'sync'
  if (request.method !== 'GET' || !request.isSameOrigin || liveOnly.test(request.pathname)) return 'leave'
  if (request.mode === 'navigate') return 'navigation'
  if (request.pathname.endsWith('.data')) return 'data'
  return precached.has(request.pathname) ? 'file' : 'leave'
}
