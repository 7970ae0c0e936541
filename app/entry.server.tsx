import { PassThrough } from 'node:stream'
import { createReadableStreamFromReadable } from '@react-router/node'
import { isbot } from 'isbot'
import { renderToPipeableStream } from 'react-dom/server'
import type {
  EntryContext,
  HandleDataRequestFunction,
  HandleErrorFunction,
  RouterContextProvider,
} from 'react-router'
import { isRouteErrorResponse, ServerRouter } from 'react-router'
import { nonceContext } from '#app/server/http/nonce.server.ts'
import {
  findOutage,
  isOutageLogDue,
  OUTAGE_SENTENCES,
  RETRY_AFTER_SECONDS,
} from '#app/server/http/outage.server.ts'
import {
  describeRequest,
  findRecordedOutage,
  recordOutage,
} from '#app/server/http/request-observer.server.ts'
import { REQUEST_ID_HEADER } from '#app/server/http/request-origin.server.ts'
import { logFailure } from '#app/server/observability/logs.server.ts'
import { NonceContext } from '#app/ui/nonce-context.ts'

export const streamTimeout = 5_000

export default function handleRequest(
  request: Request,
  routerStatus: number,
  headers: Headers,
  routerContext: EntryContext,
  loadContext: RouterContextProvider,
): Promise<Response> | Response {
  headers.set('Content-Type', 'text/html; charset=utf-8')
  forbidKeeping(headers)
  const status = describeOutage(request, headers) ?? routerStatus
  if (request.method === 'HEAD') return new Response(null, { status, headers })
  const nonce = loadContext.get(nonceContext)
  const nonceProp = nonce === undefined ? {} : { nonce }
  // Search engines do not wait for what streams in later.
  const ready = isbot(request.headers.get('user-agent')) ? 'onAllReady' : 'onShellReady'

  return new Promise((resolve, reject) => {
    let isShellSent = false
    const { pipe, abort } = renderToPipeableStream(
      <NonceContext value={nonce}>
        <ServerRouter context={routerContext} url={request.url} {...nonceProp} />
      </NonceContext>,
      {
        ...nonceProp,
        [ready]() {
          isShellSent = true
          const body = new PassThrough({
            final(callback) {
              clearTimeout(timer)
              callback()
            },
          })
          pipe(body)
          resolve(new Response(createReadableStreamFromReadable(body), { status, headers }))
        },
        onShellError: reject,
        onError(error: unknown) {
          // Before that, onShellError rejects and handleError prints it.
          if (isShellSent) logFailure('A page failed after its first part was sent', error)
        },
      },
    )
    // A little later than React Router rejects what is still pending, so that the error boundaries are still sent.
    const timer = setTimeout(abort, streamTimeout + 1_000)
  })
}

/** The request that React Router makes to load a page inside the app. */
export const handleDataRequest: HandleDataRequestFunction = (response, { request }) => {
  forbidKeeping(response.headers)
  const status = describeOutage(request, response.headers)
  return status === undefined ? response : new Response(response.body, { status, headers: response.headers })
}

/** The status of a page that could not be made because the database or the disk is unavailable. */
function describeOutage(request: Request, headers: Headers): number | undefined {
  const outage = findRecordedOutage(request)
  if (outage === 'away') headers.set('Retry-After', String(RETRY_AFTER_SECONDS))
  return outage && (outage === 'away' ? 503 : 507)
}

/** Pages show an account's projects: "Back" must not show them to the next account signed in here [F33]. */
function forbidKeeping(headers: Headers): void {
  if (!headers.has('Cache-Control')) headers.set('Cache-Control', 'private, no-store')
}

export const handleError: HandleErrorFunction = (error, { request }) => {
  // The visitor left, or requested a missing page: no failure of the server.
  if (request.signal.aborted || (isRouteErrorResponse(error) && error.status < 500)) return
  const outage = findOutage(error)
  if (outage !== undefined) {
    recordOutage(request, outage)
    if (isOutageLogDue(outage))
      logFailure(`${describeRequest(request)} failed: ${OUTAGE_SENTENCES[outage]}`, error)
    return
  }
  const requestId = request.headers.get(REQUEST_ID_HEADER)
  logFailure(`${describeRequest(request)} failed (request ${requestId})`, error)
}
