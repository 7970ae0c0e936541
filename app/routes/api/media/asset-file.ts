import { requireAccount } from '#app/server/auth/session.server.ts'
import { handleApi } from '#app/server/http/api-errors.server.ts'
import { requireMethod } from '#app/server/http/request-guards.server.ts'
import { servicesContext } from '#app/server/http/services-context.server.ts'
import { findAsset } from '#app/server/media/media-assets.server.ts'
import { createMediaNotFound, requireMediaId } from '#app/server/media/media-input.server.ts'
import { signAsset } from '#app/server/media/media-json.server.ts'
import type { Route } from './+types/asset-file'

/** A deleted file too while it is there: an older version of a project may show it. */
export const loader = ({ request, params, context }: Route.LoaderArgs) =>
  handleApi(request, async () => {
    const services = context.get(servicesContext)
    const account = await requireAccount(services, request)
    const asset = await findAsset(services, account.id, requireMediaId(params.id))
    if (!asset || asset.objectDeletedAt) return createMediaNotFound()
    const headers = { location: await signAsset(services, asset), 'cache-control': 'private, no-store' }
    return new Response(null, { status: 302, headers })
  })

export const action = ({ request }: Route.ActionArgs) =>
  handleApi(request, async () => {
    requireMethod(request, 'GET', 'HEAD')
    throw new Error('React Router sends GET and HEAD to the loader.')
  })
