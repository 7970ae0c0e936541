import { sanitiseFileName } from '#app/media-formats/sanitise-file-name.ts'
import { requireAccount } from '#app/server/auth/session.server.ts'
import { createErrorResponse, createJsonResponse, handleApi } from '#app/server/http/api-errors.server.ts'
import { requireJsonBody, requireMethod } from '#app/server/http/request-guards.server.ts'
import { servicesContext } from '#app/server/http/services-context.server.ts'
import { deleteAsset, findAsset, renameAsset } from '#app/server/media/media-assets.server.ts'
import {
  assetRenameSchema,
  createMediaNotFound,
  requireMediaId,
} from '#app/server/media/media-input.server.ts'
import { toJsonAsset } from '#app/server/media/media-json.server.ts'
import type { Services } from '#app/server/services.server.ts'
import type { AccountId } from '#db/account-id.ts'
import type { Route } from './+types/asset'

export const loader = ({ request, params, context }: Route.LoaderArgs) =>
  handleApi(request, async () => {
    const services = context.get(servicesContext)
    const account = await requireAccount(services, request)
    const asset = await findAsset(services, account.id, requireMediaId(params.id))
    return asset ? createJsonResponse(await toJsonAsset(services, asset)) : createMediaNotFound()
  })

export const action = ({ request, params, context }: Route.ActionArgs) =>
  handleApi(request, async () => {
    const services = context.get(servicesContext)
    requireMethod(request, 'PATCH', 'DELETE', 'GET', 'HEAD')
    const account = await requireAccount(services, request)
    const id = requireMediaId(params.id)
    return request.method === 'PATCH'
      ? handleRename(services, request, { accountId: account.id, id })
      : handleDelete(services, request, { accountId: account.id, id })
  })

async function handleRename(
  services: Services,
  request: Request,
  { accountId, id }: { accountId: AccountId; id: string },
): Promise<Response> {
  const { fileName, updatedAt, sentAt } = await requireJsonBody(services, request, assetRenameSchema)
  const rename = { id, fileName: sanitiseFileName(fileName), updatedAt, sentAt }
  const result = await renameAsset(services, accountId, rename)
  if (result.kind === 'not-found') return createMediaNotFound()
  return createJsonResponse(await toJsonAsset(services, result.asset))
}

async function handleDelete(
  services: Services,
  request: Request,
  { accountId, id }: { accountId: AccountId; id: string },
): Promise<Response> {
  const isForced = new URL(request.url).searchParams.get('force') === '1'
  const result = await deleteAsset(services, accountId, { id, isForced })
  if (result.kind === 'not-found') return createMediaNotFound()
  if (result.kind === 'in-use') {
    const { projects } = result
    const names = projects.map(({ name }) => `“${name}”`).join(', ')
    return createErrorResponse('conflict', `This file is used in ${names}; nothing was deleted.`, {
      body: { projects },
    })
  }
  return createJsonResponse({ id, deletedAt: result.deletedAt.toISOString() })
}
