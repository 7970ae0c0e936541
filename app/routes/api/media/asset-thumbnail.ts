import { createHash } from 'node:crypto'
import { thumbnailMaxBytes, thumbnailMaxSidePx } from '#app/media-formats/media-limits.ts'
import { requireAccount } from '#app/server/auth/session.server.ts'
import { createErrorResponse, createJsonResponse, handleApi } from '#app/server/http/api-errors.server.ts'
import { requireBodyBytes, requireMethod } from '#app/server/http/request-guards.server.ts'
import { servicesContext } from '#app/server/http/services-context.server.ts'
import { findAsset } from '#app/server/media/media-assets.server.ts'
import { createMediaNotFound, requireMediaId, requireVersion } from '#app/server/media/media-input.server.ts'
import { requireThumbnailAllowed } from '#app/server/media/media-responses.server.ts'
import {
  findThumbnail,
  inspectThumbnail,
  storeThumbnail,
  type Thumbnail,
  type ThumbnailInspected,
} from '#app/server/media/media-thumbnails.server.ts'
import type { Route } from './+types/asset-thumbnail'

/**
 * `sha256` in the address is the original's: a thumbnail of other bytes is neither accepted nor served. 204: a file of
 * this account that has none (yet), which is no error and must not appear as one in a browser's console.
 */
export const loader = ({ request, params, context }: Route.LoaderArgs) =>
  handleApi(request, async () => {
    const services = context.get(servicesContext)
    const account = await requireAccount(services, request)
    const id = requireMediaId(params.id)
    const sha256 = requireVersion(new URL(request.url))
    const thumbnail = await findThumbnail(services, account.id, id)
    if (thumbnail?.sha256 === sha256) return handlePicture(request, thumbnail)
    const asset = await findAsset(services, account.id, id)
    if (!asset || asset.deletedAt || asset.sha256 !== sha256) return createMediaNotFound()
    return new Response(null, { status: 204, headers: { 'cache-control': 'private, no-store' } })
  })

export const action = ({ request, params, context }: Route.ActionArgs) =>
  handleApi(request, async () => {
    const services = context.get(servicesContext)
    requireMethod(request, 'PUT', 'GET', 'HEAD')
    const account = await requireAccount(services, request)
    const id = requireMediaId(params.id)
    if (!(await findAsset(services, account.id, id))) return createMediaNotFound()
    const sha256 = requireVersion(new URL(request.url))
    await requireThumbnailAllowed(services, account.id)
    const bytes = await requireBodyBytes(request, thumbnailMaxBytes)
    const inspected = inspectThumbnail(bytes)
    if (inspected.kind === 'refused') return respondRejected(inspected.reason)
    const result = await storeThumbnail(services, account.id, {
      assetId: id,
      sha256,
      mimeType: inspected.mimeType,
      bytes,
    })
    switch (result.kind) {
      case 'stored':
        return createJsonResponse({ id, sha256 })
      case 'not-found':
        return createMediaNotFound()
      case 'other-version':
        return createErrorResponse(
          'conflict',
          'This small picture was made of other bytes than the file has; nothing was stored.',
        )
    }
  })

function handlePicture(request: Request, { bytes, mimeType }: Thumbnail): Response {
  const etag = `"${createHash('sha256').update(bytes).digest('base64url')}"`
  const headers = {
    etag,
    'cache-control': 'private, no-cache',
    vary: 'Cookie',
    // It is shown as a picture or not at all; `nosniff` is on every response of this server.
    'content-security-policy': "default-src 'none'; sandbox",
  }
  if (request.headers.get('if-none-match') === etag) return new Response(null, { status: 304, headers })
  return new Response(Buffer.from(bytes), {
    headers: { ...headers, 'content-type': mimeType, 'content-length': String(bytes.byteLength) },
  })
}

function respondRejected(reason: Extract<ThumbnailInspected, { kind: 'refused' }>['reason']): Response {
  switch (reason) {
    case 'unsupported':
      return createErrorResponse(
        'unsupported_media_type',
        'A small picture is a PNG, a JPEG or a WebP, whatever it is called; nothing was stored.',
      )
    case 'damaged':
      return createErrorResponse('invalid', 'The small picture is damaged or cut off; nothing was stored.')
    case 'too-many-pixels':
      return createErrorResponse(
        'too_large',
        `A small picture has at most ${thumbnailMaxSidePx} × ${thumbnailMaxSidePx} pixels; nothing was stored.`,
        { body: { reason: 'pixels', maxSidePx: thumbnailMaxSidePx } },
      )
  }
}
