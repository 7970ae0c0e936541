import { requireAccount } from '#app/server/auth/session.server.ts'
import { createJsonResponse, handleApi } from '#app/server/http/api-errors.server.ts'
import { requireMethod } from '#app/server/http/request-guards.server.ts'
import { findUsage } from '#app/server/media/media-assets.server.ts'
import type { Route } from './+types/usage'

export const loader = ({ request }: Route.LoaderArgs) =>
  handleApi(request, async () => {
    const account = await requireAccount(request)
    return createJsonResponse(await findUsage(account.id))
  })

export const action = ({ request }: Route.ActionArgs) =>
  handleApi(request, async () => {
    requireMethod(request, 'GET', 'HEAD')
    throw new Error('React Router sends GET and HEAD to the loader.')
  })
