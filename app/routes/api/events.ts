import { requireAccount } from '#app/server/auth/session.server.ts'
import { handleApi } from '#app/server/http/api-errors.server.ts'
import { requireMethod } from '#app/server/http/request-guards.server.ts'
import { createWebStream } from '#app/server/sync/event-sinks.server.ts'
import { openEventStream } from '#app/server/sync/event-stream.server.ts'
import { receiveListener } from '#app/server/sync/receive-listener.server.ts'
import type { Route } from './+types/events'

// In production Express handles GET before it comes here (direct-routes.server.ts), by the same functions.

export const loader = ({ request }: Route.LoaderArgs) =>
  handleApi(request, async () => {
    // Otherwise the stream would be opened and never closed.
    if (request.method === 'HEAD') return answerHead(request)
    const { headers, packer, ...listener } = await receiveListener(request)
    const stream = createWebStream(packer, request.signal, (sink) => openEventStream({ ...listener, sink }))
    return new Response(stream, { headers })
  })

async function answerHead(request: Request): Promise<Response> {
  await requireAccount(request)
  return new Response(null, { headers: { 'content-type': 'text/event-stream; charset=utf-8' } })
}

export const action = ({ request }: Route.ActionArgs) =>
  handleApi(request, async () => {
    requireMethod(request, 'GET', 'HEAD')
    throw new Error('React Router sends GET and HEAD to the loader.')
  })
