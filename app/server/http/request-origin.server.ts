import type { IncomingHttpHeaders } from 'node:http'

/** The header in which the Express server puts the visitor's address; a client's value is overwritten. */
export const CLIENT_IP_HEADER = 'x-appframes-client-ip'
/** The header in which the Express server puts the request's number; `internal` errors repeat it. */
export const REQUEST_ID_HEADER = 'x-request-id'

/**
 * Whether a page of this site made the request. A request without any of these headers comes from no browser (curl, a
 * script) and has no ambient cookies, so it passes.
 */
export function isFromOwnOrigin(headers: IncomingHttpHeaders, publicUrl: string): boolean {
  const site = headers['sec-fetch-site']
  if (site !== undefined && site !== 'same-origin' && site !== 'none') return false
  const source = headers.origin ?? headers.referer
  return source === undefined || isOwnOrigin(source, headers.host, publicUrl)
}

/**
 * The host is compared, not the scheme: behind a proxy that ends TLS the server sees http where the browser has https.
 */
export function isOwnOrigin(source: string, requestedHost: string | undefined, publicUrl: string): boolean {
  if (!URL.canParse(source)) return false
  const { host, origin } = new URL(source)
  return origin === publicUrl || host === requestedHost
}
