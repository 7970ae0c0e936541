import { requireAccount } from '#app/server/auth/session.server.ts'
import { createJsonResponse, handleApi } from '#app/server/http/api-errors.server.ts'
import { requireMethod } from '#app/server/http/request-guards.server.ts'
import { servicesContext } from '#app/server/http/services-context.server.ts'
import { createMediaNotFound, requireMediaId } from '#app/server/media/media-input.server.ts'
import { toJsonUpload } from '#app/server/media/media-json.server.ts'
import { abortUpload, resumeUpload } from '#app/server/media/media-uploads.server.ts'
import type { Route } from './+types/upload'

export const loader = ({ request, params, context }: Route.LoaderArgs) =>
  handleApi(request, async () => {
    const services = context.get(servicesContext)
    const account = await requireAccount(services, request)
    const upload = await resumeUpload(services, account.id, requireMediaId(params.id))
    return upload ? createJsonResponse(toJsonUpload(upload)) : createMediaNotFound()
  })

export const action = ({ request, params, context }: Route.ActionArgs) =>
  handleApi(request, async () => {
    const services = context.get(servicesContext)
    requireMethod(request, 'DELETE', 'GET', 'HEAD')
    const account = await requireAccount(services, request)
    const id = requireMediaId(params.id)
    const result = await abortUpload(services, account.id, id)
    return result.kind === 'aborted' ? createJsonResponse({ id }) : createMediaNotFound()
  })
