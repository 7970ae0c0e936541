import { requireAccount } from '#app/server/auth/session.server.ts'
import { handleApi } from '#app/server/http/api-errors.server.ts'
import { requireMethod } from '#app/server/http/request-guards.server.ts'
import { servicesContext } from '#app/server/http/services-context.server.ts'
import { requireMediaId } from '#app/server/media/media-input.server.ts'
import { respondStored } from '#app/server/media/media-responses.server.ts'
import { completeUpload } from '#app/server/media/media-uploads.server.ts'
import type { Route } from './+types/upload-complete'

export const loader = ({ request }: Route.LoaderArgs) =>
  handleApi(request, async () => {
    requireMethod(request, 'POST')
    throw new Error('React Router sends POST to the action.')
  })

export const action = ({ request, params, context }: Route.ActionArgs) =>
  handleApi(request, async () => {
    const services = context.get(servicesContext)
    requireMethod(request, 'POST')
    const account = await requireAccount(services, request)
    return respondStored(services, await completeUpload(services, account.id, requireMediaId(params.id)))
  })
