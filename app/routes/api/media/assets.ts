import { requireAccount } from '#app/server/auth/session.server.ts'
import { createInvalidResponse, createJsonResponse, handleApi } from '#app/server/http/api-errors.server.ts'
import { requireMethod } from '#app/server/http/request-guards.server.ts'
import { servicesContext } from '#app/server/http/services-context.server.ts'
import { findAsset, findUsage, listAssets, listAssetsSince } from '#app/server/media/media-assets.server.ts'
import { parseMediaForm, requireSince } from '#app/server/media/media-input.server.ts'
import { toJsonAsset } from '#app/server/media/media-json.server.ts'
import {
  requireUploadAllowed,
  respondOverQuota,
  respondStored,
} from '#app/server/media/media-responses.server.ts'
import { type FormFile, readMediaForm } from '#app/server/media/read-media-form.server.ts'
import { receiveMedia } from '#app/server/media/receive-media.server.ts'
import { trackUpload } from '#app/server/observability/metrics.server.ts'
import type { Services } from '#app/server/services.server.ts'
import type { AccountId } from '#db/account-id.ts'
import type { Route } from './+types/assets'

/** What a form needs around its file, at most. */
const FORM_OVERHEAD_BYTES = 100_000

export const loader = ({ request, context }: Route.LoaderArgs) =>
  handleApi(request, async () => {
    const services = context.get(servicesContext)
    const account = await requireAccount(services, request)
    const since = requireSince(new URL(request.url))
    const { assets, ...position } =
      since === undefined
        ? await listAssets(services, account.id)
        : await listAssetsSince(services, account.id, since)
    return createJsonResponse({
      assets: await Promise.all(assets.map((asset) => toJsonAsset(services, asset))),
      ...position,
    })
  })

export const action = ({ request, context }: Route.ActionArgs) =>
  handleApi(request, async () => {
    const services = context.get(servicesContext)
    requireMethod(request, 'POST', 'GET', 'HEAD')
    const account = await requireAccount(services, request)
    await requireUploadAllowed(services, account.id)
    const atLeastBytes = Number(request.headers.get('content-length') ?? 0) - FORM_OVERHEAD_BYTES
    const endUpload = trackUpload()
    try {
      return await readMediaForm(request, (file) => respondFile(services, account.id, { file, atLeastBytes }))
    } finally {
      endUpload()
    }
  })

type SentFile = {
  file: FormFile
  /** By the length of the request. */
  atLeastBytes: number
}

async function respondFile(
  services: Services,
  accountId: AccountId,
  { file, atLeastBytes }: SentFile,
): Promise<Response> {
  const known = requireForm(file.fields)
  // The check is exact when the size is known; this one avoids the upload. A retry brings nothing new.
  const stored = known.id === undefined ? undefined : await findAsset(services, accountId, known.id)
  if (stored === undefined || stored.sha256 !== known.sha256) {
    const { usedBytes, quotaBytes } = await findUsage(services, accountId)
    if (usedBytes + atLeastBytes > quotaBytes)
      return respondOverQuota({ kind: 'over-quota', usedBytes, quotaBytes })
  }
  const name = { fileName: known.fileName ?? file.partName }
  const result = await receiveMedia(services, accountId, {
    body: file.body,
    known: { ...known, ...name },
    async readDescription() {
      const form = requireForm(await file.readFields())
      return { ...form, fileName: form.fileName ?? file.partName }
    },
  })
  return respondStored(services, result)
}

function requireForm(fields: Record<string, string>) {
  const parsed = parseMediaForm(fields)
  if (parsed.kind === 'invalid') throw createInvalidResponse(parsed.error)
  return parsed.form
}
