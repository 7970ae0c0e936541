import { formatBytes } from '#app/document/model/format-bytes.ts'
import type { AccountId } from '#db/account-id.ts'
import { createErrorResponse, createJsonResponse } from '../http/api-errors.server.ts'
import { takeFromLimit } from '../http/rate-limit.server.ts'
import { requireFromLimit } from '../http/request-guards.server.ts'
import type { Services } from '../services.server.ts'

import type { RefusalReason } from './inspect-media.server.ts'
import type { AssetConflict, AssetStored, OverQuota } from './media-assets.server.ts'
import { createMediaNotFound } from './media-input.server.ts'
import { toJsonAsset } from './media-json.server.ts'
import type { UploadIncomplete, UploadNotFound } from './media-uploads.server.ts'
import type { MediaRefusal } from './receive-media.server.ts'

/** Counts one upload of the account in this minute, over all servers; or throws a 429. */
export async function requireUploadAllowed(services: Services, accountId: AccountId): Promise<void> {
  const max = services.environment.media.uploadsPerMinute
  const taken = await takeFromLimit(
    { key: `media-upload:${accountId}`, max, windowSeconds: 60 },
    services.database.sql,
  )
  if (taken.kind === 'ok') return
  const { retryAfterSeconds } = taken
  throw createErrorResponse('rate_limited', `Too many uploads; go on in ${retryAfterSeconds} seconds.`, {
    headers: { 'retry-after': String(retryAfterSeconds) },
  })
}

/** Counted separately: thumbnails must not use up the limit of uploads. */
export const requireThumbnailAllowed = (services: Services, accountId: AccountId): Promise<void> =>
  requireFromLimit(services, {
    key: `media-thumbnail:${accountId}`,
    max: services.environment.media.uploadsPerMinute,
    windowSeconds: 60,
  })

export async function respondStored(
  services: Services,
  result: AssetStored | AssetConflict | OverQuota | MediaRefusal | UploadIncomplete | UploadNotFound,
): Promise<Response> {
  switch (result.kind) {
    case 'stored':
      return createJsonResponse(await toJsonAsset(services, result.asset), {
        status: result.isNew ? 201 : 200,
      })
    case 'conflict':
      return createErrorResponse('conflict', 'This id already belongs to another file; nothing was stored.')
    case 'over-quota':
      return respondOverQuota(result)
    case 'refused':
      return respondRejected(services, result.reason)
    case 'incomplete':
      return respondIncomplete(result)
    case 'not-found':
      return createMediaNotFound()
  }
}

export function respondOverQuota({ usedBytes, quotaBytes }: OverQuota): Response {
  return createErrorResponse('insufficient_storage', 'There is no room for this file; delete some first.', {
    body: { reason: 'quota', usedBytes, quotaBytes },
  })
}

function respondIncomplete({ missingParts }: UploadIncomplete): Response {
  const message =
    missingParts.length > 0
      ? 'Not all parts have arrived; send the missing ones and complete again.'
      : 'This upload is being checked; ask again in a moment.'
  return createErrorResponse('conflict', message, { body: { missingParts }, headers: { 'retry-after': '1' } })
}

export function respondRejected(services: Services, reason: RefusalReason): Response {
  switch (reason.kind) {
    case 'unsupported':
      return createErrorResponse(
        'unsupported_media_type',
        'Only PNG, JPEG, WebP and GIF pictures, MP4 and WebM videos and TTF, OTF and WOFF2 fonts can be stored, whatever a file is called.',
      )
    case 'damaged':
      return createErrorResponse('invalid', 'The file is damaged or cut off; nothing was stored.')
    case 'too-many-pixels':
      return createErrorResponse('too_large', 'The picture has too many pixels; nothing was stored.', {
        body: { reason: 'pixels', maxPixels: services.environment.media.imageMaxPixels },
      })
    case 'too-large':
      return createErrorResponse('too_large', describeTooLarge(reason.maxBytes), {
        body: { reason: 'file', maxBytes: reason.maxBytes },
      })
    case 'differs':
      return createErrorResponse(
        'invalid',
        'What arrived is not what was announced (size or SHA-256 differ); nothing was stored. Send it again.',
      )
  }
}

/** Shown beside the file, whose original stays on the device: an operator may allow less than the device keeps. */
const describeTooLarge = (maxBytes: number) =>
  `This server takes files of this kind up to ${formatBytes(maxBytes)}. Save a smaller copy and put it in its place.`
