import * as z from 'zod/mini'
import type { MediaId } from '#app/document/model/ids.ts'
import type { MediaAsset } from '../ports/project-store.ts'
import {
  type CloudAsset,
  type CloudList,
  type CloudUsage,
  cloudAssetSchema,
  cloudListSchema,
  type UploadStart,
  uploadStartSchema,
  usageSchema,
} from '../protocol/media.ts'
import type { Time } from '../time.ts'
import type { FileTransport } from './file-transport.ts'
import { createHttpClient } from './http-client.ts'
import { createMediaFilesApi, type MediaFilesApi } from './media-files-api.ts'
import { describeAsset, type MediaApiConfig, type MediaResult, readAuthHeaders } from './media-request.ts'
import type { Outcome } from './outcome.ts'
import type { HttpRequest } from './transport.ts'

export interface MediaApi extends MediaFilesApi {
  list(since: number | undefined, signal: AbortSignal): Promise<MediaResult<CloudList>>
  get(mediaId: MediaId, signal: AbortSignal): Promise<MediaResult<CloudAsset>>
  /** Begins or resumes an upload in parts; an asset that exists already is returned as such. */
  start(asset: MediaAsset, signal: AbortSignal): Promise<MediaResult<UploadStart>>
  /**
   * `incomplete`: parts are missing, or the received bytes differ from the announced ones and are gone: start again.
   */
  complete(
    uploadId: string,
    signal: AbortSignal,
  ): Promise<MediaResult<CloudAsset> | { kind: 'incomplete'; message: string }>
  usage(signal: AbortSignal): Promise<MediaResult<CloudUsage>>
  rename(asset: MediaAsset, signal: AbortSignal): Promise<MediaResult<CloudAsset>>
  delete(
    mediaId: MediaId,
    options: { isForced: boolean; signal: AbortSignal },
  ): Promise<MediaResult<unknown> | { kind: 'in-use' }>
}

export function createMediaApi(
  config: MediaApiConfig,
  { transport, time }: { transport: FileTransport; time: Time },
): MediaApi {
  const http = createHttpClient(transport, time)
  const mediaUrl = `${config.apiBaseUrl}/media`
  const assetUrl = (mediaId: string) => `${mediaUrl}/assets/${encodeURIComponent(mediaId)}`

  async function send<Value>(
    request: HttpRequest,
    schema: z.ZodMiniType<Value>,
    signal: AbortSignal,
  ): Promise<Outcome<Value> | { kind: 'cancelled' }> {
    if (signal.aborted) return { kind: 'cancelled' }
    const outcome = await http.send({ ...request, headers: await readAuthHeaders(config) }, schema, signal)
    return signal.aborted && outcome.kind === 'offline' ? { kind: 'cancelled' } : outcome
  }

  return {
    ...createMediaFilesApi(config, transport),
    list(since, signal) {
      const query = since === undefined ? '' : `?since=${since}`
      return send({ method: 'GET', path: `${mediaUrl}/assets${query}` }, cloudListSchema, signal)
    },
    get: (mediaId, signal) => send({ method: 'GET', path: assetUrl(mediaId) }, cloudAssetSchema, signal),
    start(asset, signal) {
      const body = { ...describeAsset(asset), size: asset.size }
      return send({ method: 'POST', path: `${mediaUrl}/uploads`, body }, uploadStartSchema, signal)
    },
    async complete(uploadId, signal) {
      const path = `${mediaUrl}/uploads/${encodeURIComponent(uploadId)}/complete`
      const outcome = await send({ method: 'POST', path }, cloudAssetSchema, signal)
      const isRedone = outcome.kind === 'refused' && (outcome.status === 400 || outcome.status === 409)
      return isRedone ? { kind: 'incomplete', message: outcome.message } : outcome
    },
    usage: (signal) => send({ method: 'GET', path: `${mediaUrl}/usage` }, usageSchema, signal),
    rename({ cloudId, fileName, updatedAt }, signal) {
      // The same clock wrote both: the server computes the age, whatever that clock shows [F28].
      const toIso = (ms: number) => new Date(ms).toISOString()
      const body = { fileName, updatedAt: toIso(updatedAt), sentAt: toIso(time.nowMs()) }
      return send({ method: 'PATCH', path: assetUrl(cloudId), body }, cloudAssetSchema, signal)
    },
    async delete(mediaId, { isForced, signal }) {
      const path = `${assetUrl(mediaId)}${isForced ? '?force=1' : ''}`
      const outcome = await send({ method: 'DELETE', path }, z.unknown(), signal)
      return outcome.kind === 'refused' && outcome.status === 409 ? { kind: 'in-use' } : outcome
    },
  }
}
