import type { RequestHandler } from 'express'
import { logRequest } from '../observability/logs.server.ts'
import { observeRequest } from '../observability/metrics.server.ts'
import type { Outage } from './outage.server.ts'
import type { RequestHead } from './request-head.server.ts'
import { REQUEST_ID_HEADER } from './request-origin.server.ts'

type RequestRecord = {
  route: string
  accountId?: string
  outage?: Outage
  /** `undefined` once the headers are sent. */
  findCookieSetter: () => ((cookie: string) => void) | undefined
}

/** Of the requests in progress, by request id: routes get a Request without a link to Express. */
const recordsByRequest = new Map<string, RequestRecord>()

const findRecord = (request: RequestHead) =>
  recordsByRequest.get(request.headers.get(REQUEST_ID_HEADER) ?? '')

/** Called where the session is read; the account appears, hashed, in the request's line of the log. */
export function recordAccount(request: RequestHead, accountId: string): void {
  const record = findRecord(request)
  if (record) record.accountId = accountId
}

/**
 * Adds a cookie to the response, whichever route makes it, before the route's own cookies. `undefined`: it takes none any
 * more, or the request came over a WebSocket.
 */
export const findCookieSetter = (request: RequestHead): ((cookie: string) => void) | undefined =>
  findRecord(request)?.findCookieSetter()

/** A page could not be made because of it: its status shows that. */
export function recordOutage(request: Request, outage: Outage): void {
  const record = findRecord(request)
  if (record) record.outage = outage
}

export const findRecordedOutage = (request: Request): Outage | undefined => findRecord(request)?.outage

/** The method and the pattern of the address: the address itself may contain personal data. */
export const describeRequest = (request: RequestHead) =>
  `${request.method} ${findRecord(request)?.route ?? 'request'}`

/** Logs and measures every request, when its response is complete or its browser gone. */
export const observeRequests: RequestHandler = (request, response, next) => {
  const id = String(request.headers[REQUEST_ID_HEADER])
  const startedMs = performance.now()
  const record: RequestRecord = {
    route: 'refused',
    findCookieSetter: () =>
      response.headersSent ? undefined : (cookie) => response.append('set-cookie', cookie),
  }
  recordsByRequest.set(id, record)
  response.locals.nameRoute = (route: string) => {
    record.route = route
  }
  response.once('close', () => {
    recordsByRequest.delete(id)
    const { method } = request
    const { statusCode: status } = response
    const { route, accountId } = record
    const ms = performance.now() - startedMs
    logRequest({
      id,
      method,
      route,
      status,
      ms: Math.round(ms * 10) / 10,
      ...(response.writableFinished ? {} : { aborted: true }),
      ...(accountId === undefined ? {} : { account: accountId }),
    })
    const isStream = String(response.getHeader('content-type')).startsWith('text/event-stream')
    if (!isStream) observeRequest({ method, route, status }, ms)
  })
  next()
}
