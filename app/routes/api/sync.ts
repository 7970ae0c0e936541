import { createJsonResponse, handleApi } from '#app/server/http/api-errors.server.ts'
import { takeAnnouncedRoom } from '#app/server/http/body-room.server.ts'
import { drainRequest } from '#app/server/http/discard-body.server.ts'
import { requireBodyBytes, requireMethod } from '#app/server/http/request-guards.server.ts'
import { servicesContext } from '#app/server/http/services-context.server.ts'
import { receiveSync } from '#app/server/sync/receive-sync.server.ts'
import type { Route } from './+types/sync'

// In production Express handles POST before it comes here (direct-routes.server.ts), by the same function.

export const loader = ({ request }: Route.LoaderArgs) =>
  handleApi(request, async () => {
    requireMethod(request, 'POST')
    throw new Error('React Router sends POST to the action.')
  })

export const action = ({ request, context }: Route.ActionArgs) =>
  handleApi(request, async () =>
    createJsonResponse(
      await receiveSync(context.get(servicesContext), request, (maxBytes, takeRoom) => {
        const discard = () => void drainRequest(request)
        takeAnnouncedRoom(takeRoom, { headers: request.headers, maxBytes, discard })
        return requireBodyBytes(request, maxBytes)
      }),
    ),
  )
