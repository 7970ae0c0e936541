import { randomBytes, randomUUID } from 'node:crypto'
import type { RequestHandler } from 'express'
import { CLIENT_IP_HEADER, REQUEST_ID_HEADER } from './request-origin.server.ts'

/** The trusted values about a request, whatever the client sent under these names. */
export const setTrustedRequestHeaders: RequestHandler = (request, response, next) => {
  const requestId = randomUUID()
  request.headers[REQUEST_ID_HEADER] = requestId
  request.headers[CLIENT_IP_HEADER] = request.ip ?? request.socket.remoteAddress ?? ''
  response.setHeader('X-Request-Id', requestId)
  next()
}

/** Features that no page of this app uses, so that an injected script cannot either. */
const PERMISSIONS_POLICY = [
  'accelerometer',
  'autoplay',
  'bluetooth',
  'camera',
  'display-capture',
  'geolocation',
  'gyroscope',
  'hid',
  'idle-detection',
  'magnetometer',
  'microphone',
  'midi',
  'payment',
  'screen-wake-lock',
  'serial',
  'usb',
  'xr-spatial-tracking',
]
  .map((feature) => `${feature}=()`)
  .join(', ')

/** `isStrict`: with the Content-Security-Policy, which Vite's inline scripts of development would break. */
export function createSecurityHeaders(options: {
  isStrict: boolean
  isHttps: boolean
  /** Form targets besides this site: browsers apply `form-action` to redirects too. */
  formTargets: readonly string[]
  /** Where pictures are fetched from and PUT to, when it is not this server. */
  storageOrigin: string | undefined
}): RequestHandler {
  return (_request, response, next) => {
    response.setHeader('X-Content-Type-Options', 'nosniff')
    response.setHeader('Referrer-Policy', 'same-origin')
    response.setHeader('X-Frame-Options', 'DENY')
    response.setHeader('Cross-Origin-Opener-Policy', 'same-origin')
    response.setHeader('Cross-Origin-Resource-Policy', 'same-origin')
    response.setHeader('Permissions-Policy', PERMISSIONS_POLICY)
    if (options.isHttps) response.setHeader('Strict-Transport-Security', 'max-age=31536000')
    if (options.isStrict) {
      const nonce = randomBytes(16).toString('base64')
      response.locals.nonce = nonce
      response.setHeader('Content-Security-Policy', createContentSecurityPolicy(nonce, options))
    }
    next()
  }
}

/**
 * For scripts: a worker has the policy of its own file, a page that of its document. So workers may compile WebAssembly, as the export's
 * do for its PNG writer, and pages may not.
 */
export const allowWasm: RequestHandler = (_request, response, next) => {
  const policy = response.getHeader('Content-Security-Policy')
  if (typeof policy === 'string')
    response.setHeader(
      'Content-Security-Policy',
      policy.replace("script-src 'self'", "script-src 'self' 'wasm-unsafe-eval'"),
    )
  next()
}

function createContentSecurityPolicy(
  nonce: string,
  { formTargets, storageOrigin }: { formTargets: readonly string[]; storageOrigin: string | undefined },
): string {
  const storage = storageOrigin === undefined ? '' : ` ${storageOrigin}`
  return [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}'`,
    // Mantine and the stage write style attributes.
    "style-src 'self' 'unsafe-inline'",
    `img-src 'self' blob: data:${storage}`,
    `media-src 'self' blob:${storage}`,
    "font-src 'self' data:",
    `connect-src 'self'${storage}`,
    "worker-src 'self' blob:",
    "object-src 'none'",
    "base-uri 'none'",
    ["form-action 'self'", ...formTargets].join(' '),
    "frame-ancestors 'none'",
  ].join('; ')
}
