export type ResponsePlan =
  /** A document: the network first, the shell when there is none. */
  | 'navigation'
  /** A file of this build: from the cache. */
  | 'file'
  /** A font that is not part of every project: from its cache, else the network, and kept. */
  | 'font'
  /** A loader's data: the network, and an empty response when there is none. */
  | 'data'
  /** A request of sync: the network, and an empty response, which sync treats as no network, when there is none. */
  | 'sync'
  /** Not ours: the browser goes on as if there were no worker. */
  | 'leave'

export type RequestTraits = {
  method: string
  mode: string
  isSameOrigin: boolean
  pathname: string
  /** Has the header that names an account: only the app's own sync does. */
  isSync: boolean
}

/** An original behind its signed address: it names no account, and the app's own sync fetches it all the same. */
const originals = /^\/api\/media\/objects\//

/** Through a worker the page would get no upload progress. */
const uploads = '/api/media/assets'

/** Never handled here: they concern an account, a review link or the server itself, and a stale response would be wrong. */
const liveOnly = /^\/(api|auth|r)(\/|$)|^\/(healthz|readyz)$/

export function planResponse(
  request: RequestTraits,
  { precached, fonts }: { precached: ReadonlySet<string>; fonts: ReadonlySet<string> },
): ResponsePlan {
  if (request.method === 'POST' && request.pathname === uploads) return 'leave'
  const isOriginal = request.method === 'GET' && request.mode === 'cors' && originals.test(request.pathname)
  if ((request.isSync || isOriginal) && request.isSameOrigin) return 'sync'
  if (request.method !== 'GET' || !request.isSameOrigin || liveOnly.test(request.pathname)) return 'leave'
  if (request.mode === 'navigate') return 'navigation'
  if (request.pathname.endsWith('.data')) return 'data'
  if (fonts.has(request.pathname)) return 'font'
  return precached.has(request.pathname) ? 'file' : 'leave'
}
