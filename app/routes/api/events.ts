import { requireAccount } from '#app/server/auth/session.server.ts'
import { handleApi } from '#app/server/http/api-errors.server.ts'
import { requireMethod } from '#app/server/http/request-guards.server.ts'
import { servicesContext } from '#app/server/http/services-context.server.ts'
import type { Services } from '#app/server/services.server.ts'
import { createWebStream } from '#app/server/sync/event-sinks.server.ts'
import { openEventStream } from '#app/server/sync/event-stream.server.ts'
import { receiveListener } from '#app/server/sync/receive-listener.server.ts'
import type { Route } from './+types/events'

// In production Express handles GET before it comes here (direct-routes.server.ts), by the same functions.

export const loader = ({ request, context }: Route.LoaderArgs) =>
  handleApi(request, async () => {
    const services = context.get(servicesContext)
    // Otherwise the stream would be opened and never closed.
    if (request.method === 'HEAD') return respondToHead(services, request)
    const { headers, packer, ...listener } = await receiveListener(services, request)
    const stream = createWebStream(packer, request.signal, (sink) =>
      openEventStream(services, { ...listener, sink }),
    )
    return new Response(stream, { headers })
  })

async function respondToHead(services: Services, request: Request): Promise<Response> {
  await requireAccount(services, request)
  return new Response(null, { headers: { 'content-type': 'text/event-stream; charset=utf-8' } })
}

export const action = ({ request }: Route.ActionArgs) =>
  handleApi(request, async () => {
    requireMethod(request, 'GET', 'HEAD')
    throw new Error('React Router sends GET and HEAD to the loader.')
  })
