import { sanitiseFileName } from '#app/media-formats/sanitise-file-name.ts'
import { requireAccount } from '#app/server/auth/session.server.ts'
import { createErrorResponse, createJsonResponse, handleApi } from '#app/server/http/api-errors.server.ts'
import { requireJsonBody, requireMethod } from '#app/server/http/request-guards.server.ts'
import { deleteAsset, findAsset, renameAsset } from '#app/server/media/media-assets.server.ts'
import {
  assetRenameSchema,
  createMediaNotFound,
  requireMediaId,
} from '#app/server/media/media-input.server.ts'
import { toJsonAsset } from '#app/server/media/media-json.server.ts'
import type { AccountId } from '#db/account-id.ts'
import type { Route } from './+types/asset'

export const loader = ({ request, params }: Route.LoaderArgs) =>
  handleApi(request, async () => {
    const account = await requireAccount(request)
    const asset = await findAsset(account.id, requireMediaId(params.id))
    return asset ? createJsonResponse(await toJsonAsset(asset)) : createMediaNotFound()
  })

export const action = ({ request, params }: Route.ActionArgs) =>
  handleApi(request, async () => {
    requireMethod(request, 'PATCH', 'DELETE', 'GET', 'HEAD')
    const account = await requireAccount(request)
    const id = requireMediaId(params.id)
    return request.method === 'PATCH'
      ? handleRename(request, account.id, id)
      : handleDelete(request, account.id, id)
  })

async function handleRename(request: Request, accountId: AccountId, id: string): Promise<Response> {
  const { fileName, updatedAt, sentAt } = await requireJsonBody(request, assetRenameSchema)
  const rename = { id, fileName: sanitiseFileName(fileName), updatedAt, sentAt }
  const result = await renameAsset(accountId, rename)
  if (result.kind === 'not-found') return createMediaNotFound()
  return createJsonResponse(await toJsonAsset(result.asset))
}

async function handleDelete(request: Request, accountId: AccountId, id: string): Promise<Response> {
  const isForced = new URL(request.url).searchParams.get('force') === '1'
  const result = await deleteAsset(accountId, { id, isForced })
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
