import type { IncomingMessage } from 'node:http'

/** A request without its body, for guards. The web's Request is one. */
export type RequestHead = Pick<Request, 'method' | 'url' | 'headers'>

/** Of a request that Express has received; making a whole Request of it costs several times as much. */
export function createRequestHead({ method = 'GET', url = '/', headers }: IncomingMessage): RequestHead {
  const copied = new Headers()
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined) copied.set(name, Array.isArray(value) ? value.join(', ') : value)
  }
  return { method, url: new URL(url, 'http://localhost').href, headers: copied }
}
