import { cacheName, fontCacheName, shellPath } from './build-info.ts'

const navigationTimeoutMs = 4_000
const dataTimeoutMs = 10_000

/** Statuses of a proxy whose server is gone. A 500 is the app's own and is shown. */
const deadServerStatuses = new Set([502, 503, 504])

/** The network first; the shell at once when the server is unreachable, after four seconds when it is silent. */
export async function respondToNavigation(request: Request): Promise<Response> {
  const response = await fetchWithin(request, navigationTimeoutMs)
  return response ?? (await findCached(shellPath)) ?? Response.error()
}

export async function respondToFile(request: Request): Promise<Response> {
  // The path alone is the key: `?v=…` behind a file of the build names the same file.
  return (await findCached(new URL(request.url).pathname)) ?? fetch(request)
}

/** Its name holds the hash of its bytes, so what is kept never grows old. */
export async function respondToFont(request: Request): Promise<Response> {
  const cache = await caches.open(fontCacheName)
  const path = new URL(request.url).pathname
  const known = await cache.match(path)
  if (known !== undefined) return known
  const response = await fetch(request)
  // A full disk must not take the font from the caption.
  if (response.ok) await cache.put(path, response.clone()).catch(() => undefined)
  return response
}

/** An empty 204 lets the clientLoader fall back to this device's copy without a network error in the console. */
export async function respondToData(request: Request): Promise<Response> {
  return (await fetchWithin(request, dataTimeoutMs)) ?? new Response(null, { status: 204 })
}

/**
 * The browser would print every failed retry as an error; being offline is none. Responses of the server are passed on.
 */
export function respondToSync(request: Request): Promise<Response> {
  return fetch(request).catch(() => new Response(null, { status: 204 }))
}

async function findCached(path: string): Promise<Response | undefined> {
  const cache = await caches.open(cacheName)
  return cache.match(path)
}

/**
 * Undefined: no server responds. A race and no AbortSignal, because a navigation's request cannot be fetched with
 * options (TypeError).
 */
async function fetchWithin(request: Request, timeoutMs: number): Promise<Response | undefined> {
  let timer = 0
  const tooLate = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), timeoutMs)
  })
  const fetched = fetch(request).then(
    (response) => (deadServerStatuses.has(response.status) ? undefined : response),
    () => undefined,
  )
  return Promise.race([fetched, tooLate]).finally(() => clearTimeout(timer))
}
