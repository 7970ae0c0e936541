import type { RequestHandler } from 'express'
import { logRequest } from '../observability/logs.server.ts'
import { observeRequest } from '../observability/metrics.server.ts'
import type { Outage } from './outage.server.ts'
import type { RequestHead } from './request-head.server.ts'
import { REQUEST_ID_HEADER } from './request-origin.server.ts'

type Notes = { route: string; accountId?: string; outage?: Outage }

/** Of the requests in progress, by request id: routes get a Request without a link to Express. */
const notesByRequest = new Map<string, Notes>()

const findNotes = (request: RequestHead) => notesByRequest.get(request.headers.get(REQUEST_ID_HEADER) ?? '')

/** Called where the session is read; the account appears, hashed, in the request's line of the log. */
export function recordAccount(request: RequestHead, accountId: string): void {
  const notes = findNotes(request)
  if (notes) notes.accountId = accountId
}

/** A page could not be made because of it: its status shows that. */
export function noteOutage(request: Request, outage: Outage): void {
  const notes = findNotes(request)
  if (notes) notes.outage = outage
}

export const findNotedOutage = (request: Request): Outage | undefined => findNotes(request)?.outage

/** The method and the pattern of the address: the address itself may contain personal data. */
export const describeRequest = (request: RequestHead) =>
  `${request.method} ${findNotes(request)?.route ?? 'request'}`

/** Logs and measures every request, when its response is complete or its browser gone. */
export const observeRequests: RequestHandler = (request, response, next) => {
  const id = String(request.headers[REQUEST_ID_HEADER])
  const startedMs = performance.now()
  const notes: Notes = { route: 'refused' }
  notesByRequest.set(id, notes)
  response.locals.nameRoute = (route: string) => {
    notes.route = route
  }
  response.once('close', () => {
    notesByRequest.delete(id)
    const { method } = request
    const { statusCode: status } = response
    const { route, accountId } = notes
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
