import { cacheName, shellPath } from './build-info.ts'

const navigationTimeoutMs = 4_000
const dataTimeoutMs = 10_000

/** Statuses of a proxy whose server is gone. A 500 is the app's own and is shown. */
const deadServerStatuses = new Set([502, 503, 504])

/** The network first; the shell at once when the server is unreachable, after four seconds when it is silent. */
export async function answerNavigation(request: Request): Promise<Response> {
  const response = await fetchWithin(request, navigationTimeoutMs)
  return response ?? (await findCached(shellPath)) ?? Response.error()
}

export async function answerFile(request: Request): Promise<Response> {
  // The path alone is the key: `?v=…` behind a file of the build names the same file.
  return (await findCached(new URL(request.url).pathname)) ?? fetch(request)
}

/** An empty 204 lets the clientLoader fall back to this device's copy without a network error in the console. */
export async function answerData(request: Request): Promise<Response> {
  return (await fetchWithin(request, dataTimeoutMs)) ?? new Response(null, { status: 204 })
}

/**
 * The browser would print every failed retry as an error; being offline is none. Responses of the server are passed on.
 */
export function answerSync(request: Request): Promise<Response> {
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
  const answered = fetch(request).then(
    (response) => (deadServerStatuses.has(response.status) ? undefined : response),
    () => undefined,
  )
  return Promise.race([answered, tooLate]).finally(() => clearTimeout(timer))
}
