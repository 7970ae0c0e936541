import { answerApi } from '#app/server/http/api-errors.server.ts'
import { requireMethod } from '#app/server/http/request-guards.server.ts'
import { createWebStream } from '#app/server/sync/event-sinks.server.ts'
import { openEventStream } from '#app/server/sync/event-stream.server.ts'
import { receiveListener } from '#app/server/sync/receive-listener.server.ts'
import type { Route } from './+types/events'

// In production Express answers GET before it comes here (direct-routes.server.ts), by the same functions.

export const loader = ({ request }: Route.LoaderArgs) =>
  answerApi(request, async () => {
    const { headers, packer, ...listener } = await receiveListener(request)
    const stream = createWebStream(packer, request.signal, (sink) => openEventStream({ ...listener, sink }))
    return new Response(stream, { headers })
  })

export const action = ({ request }: Route.ActionArgs) =>
  answerApi(request, async () => {
    requireMethod(request, 'GET', 'HEAD')
    throw new Error('React Router sends GET and HEAD to the loader.')
  })
