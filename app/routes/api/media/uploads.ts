import { requireAccount } from '#app/server/auth/session.server.ts'
import { createJsonResponse, handleApi } from '#app/server/http/api-errors.server.ts'
import { requireJsonBody, requireMethod } from '#app/server/http/request-guards.server.ts'
import { servicesContext } from '#app/server/http/services-context.server.ts'
import { uploadStartSchema } from '#app/server/media/media-input.server.ts'
import { toJsonAsset, toJsonUpload } from '#app/server/media/media-json.server.ts'
import { requireUploadAllowed, respondStored } from '#app/server/media/media-responses.server.ts'
import { startUpload } from '#app/server/media/media-uploads.server.ts'
import type { Route } from './+types/uploads'

export const loader = ({ request }: Route.LoaderArgs) =>
  handleApi(request, async () => {
    requireMethod(request, 'POST')
    throw new Error('React Router sends POST to the action.')
  })

export const action = ({ request, context }: Route.ActionArgs) =>
  handleApi(request, async () => {
    const services = context.get(servicesContext)
    requireMethod(request, 'POST')
    const account = await requireAccount(services, request)
    await requireUploadAllowed(services, account.id)
    const result = await startUpload(
      services,
      account.id,
      await requireJsonBody(services, request, uploadStartSchema),
    )
    if (result.kind === 'stored')
      return createJsonResponse({ asset: await toJsonAsset(services, result.asset) })
    if (result.kind !== 'started') return respondStored(services, result)
    return createJsonResponse(toJsonUpload(result.upload), { status: result.isNew ? 201 : 200 })
  })
