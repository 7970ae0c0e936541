import type { MediaId } from '#app/document/model/ids.ts'
import type { MediaAsset } from '../ports/project-store.ts'
import {
  type CloudAsset,
  type CloudList,
  type CloudUsage,
  cloudAssetSchema,
  cloudListSchema,
  errorSchema,
  type UploadPart,
  type UploadStart,
  uploadStartSchema,
  usageSchema,
} from '../protocol/media.ts'
import type { MediaRequest, MediaResponse, MediaTransport } from './media-transport.ts'

/** Nothing was decided about the asset: it is tried again by itself. */
export type MediaFailure =
  | { kind: 'later'; retryAfterMs?: number }
  | { kind: 'signed-out' }
  | { kind: 'outdated' }
  | { kind: 'cancelled' }
/** The asset was refused for what it is, or because the account is full; the sentence is for the user. */
export type MediaRefused = { kind: 'refused'; message: string }
type Ok<Value> = { kind: 'ok'; value: Value }
export type MediaResult<Value> = Ok<Value> | { kind: 'missing' } | MediaRefused | MediaFailure

export type CallOptions = { signal: AbortSignal; onProgress?: (sentBytes: number) => void }

export type PartResult =
  | { kind: 'ok' }
  /** The signed address is no longer good: sign again. */
  | { kind: 'expired' }
  | MediaFailure

export interface MediaApi {
  list(since: number | undefined, signal: AbortSignal): Promise<MediaResult<CloudList>>
  get(mediaId: MediaId, signal: AbortSignal): Promise<MediaResult<CloudAsset>>
  /** The whole file in one request, through the server. The id makes a repeated request the same asset. */
  post(asset: MediaAsset, file: Blob, options: CallOptions): Promise<MediaResult<CloudAsset>>
  /** Begins or resumes an upload in parts; an asset that is there already is answered as such. */
  start(asset: MediaAsset, signal: AbortSignal): Promise<MediaResult<UploadStart>>
  putPart(part: UploadPart, bytes: Blob, options: CallOptions): Promise<PartResult>
  /** `incomplete`: parts are missing, or what arrived was not what was announced and is gone: start again. */
  complete(
    uploadId: string,
    signal: AbortSignal,
  ): Promise<MediaResult<CloudAsset> | { kind: 'incomplete'; message: string }>
  usage(signal: AbortSignal): Promise<MediaResult<CloudUsage>>
  rename(asset: MediaAsset, signal: AbortSignal): Promise<MediaResult<CloudAsset>>
  delete(
    mediaId: MediaId,
    force: boolean,
    signal: AbortSignal,
  ): Promise<MediaResult<undefined> | { kind: 'in-use' }>
  putThumbnail(asset: MediaAsset, picture: Blob, signal: AbortSignal): Promise<MediaResult<undefined>>
  /** `missing`: the account has none of these bytes. */
  getThumbnail(asset: MediaAsset, signal: AbortSignal): Promise<MediaResult<Blob>>
  download(url: string, options: CallOptions): Promise<Ok<Blob> | { kind: 'expired' } | MediaFailure>
}

export type MediaApiConfig = {
  /** Where the API is, as `/api`. */
  apiBaseUrl: string
  /** For an API on another origin, where the session's cookie does not reach. */
  getAuthToken?: () => Promise<string | null>
}

export function createMediaApi(
  config: MediaApiConfig,
  { transport, nowMs }: { transport: MediaTransport; nowMs: () => number },
): MediaApi {
  const assetUrl = (mediaId: string) => `${config.apiBaseUrl}/media/assets/${encodeURIComponent(mediaId)}`

  async function ask(request: MediaRequest, signal: AbortSignal): Promise<MediaResponse | MediaFailure> {
    try {
      return await transport(request, signal)
    } catch {
      // Whatever went wrong on the way, nothing was decided; the loop's back-off tries again.
      return { kind: signal.aborted ? 'cancelled' : 'later' }
    }
  }

  /** The address names the bytes that the small picture is of: one of another version is neither given nor taken. */
  const thumbnailUrl = ({ cloudId, sha256 }: MediaAsset) => `${assetUrl(cloudId)}/thumbnail?sha256=${sha256}`

  async function askOwn(
    request: Omit<MediaRequest, 'isOwn' | 'expect'> & { expect?: MediaRequest['expect'] },
    signal: AbortSignal,
  ): Promise<MediaResponse | MediaFailure> {
    const token = (await config.getAuthToken?.()) ?? undefined
    const headers = token === undefined ? {} : { authorization: `Bearer ${token}` }
    return ask({ expect: 'json', ...request, headers, isOwn: true }, signal)
  }

  return {
    async list(since, signal) {
      const query = since === undefined ? '' : `?since=${since}`
      const response = await askOwn(
        { method: 'GET', url: `${config.apiBaseUrl}/media/assets${query}` },
        signal,
      )
      return read(response, (json) => cloudListSchema.safeParse(json))
    },
    async get(mediaId, signal) {
      const response = await askOwn({ method: 'GET', url: assetUrl(mediaId) }, signal)
      return read(response, (json) => cloudAssetSchema.safeParse(json))
    },
    async post(asset, file, { signal, onProgress }) {
      const form = new FormData()
      for (const [name, value] of Object.entries(describeAsset(asset))) form.set(name, String(value))
      // Last, so that a server that reads as it comes knows everything before the first byte.
      form.set('file', new File([file], asset.fileName, { type: asset.mimeType }))
      const response = await askOwn(
        {
          method: 'POST',
          url: `${config.apiBaseUrl}/media/assets`,
          body: { kind: 'form', form },
          ...(onProgress === undefined ? {} : { onProgress }),
        },
        signal,
      )
      return read(response, (json) => cloudAssetSchema.safeParse(json))
    },
    async start(asset, signal) {
      const response = await askOwn(
        {
          method: 'POST',
          url: `${config.apiBaseUrl}/media/uploads`,
          body: { kind: 'json', value: { ...describeAsset(asset), size: asset.size } },
        },
        signal,
      )
      return read(response, (json) => uploadStartSchema.safeParse(json))
    },
    async putPart({ url, headers }, bytes, { signal, onProgress }) {
      const response = await ask(
        {
          method: 'PUT',
          url,
          headers,
          isOwn: false,
          expect: 'json',
          body: { kind: 'blob', blob: bytes },
          ...(onProgress === undefined ? {} : { onProgress }),
        },
        signal,
      )
      if ('kind' in response) return response
      if (response.status >= 200 && response.status < 300) return { kind: 'ok' }
      return isExpired(response) ? { kind: 'expired' } : planLater(response)
    },
    async complete(uploadId, signal) {
      const url = `${config.apiBaseUrl}/media/uploads/${encodeURIComponent(uploadId)}/complete`
      const response = await askOwn({ method: 'POST', url }, signal)
      const result = read(response, (json) => cloudAssetSchema.safeParse(json))
      const isRedone = !('kind' in response) && (response.status === 400 || response.status === 409)
      return result.kind === 'refused' && isRedone ? { ...result, kind: 'incomplete' } : result
    },
    async usage(signal) {
      const response = await askOwn({ method: 'GET', url: `${config.apiBaseUrl}/media/usage` }, signal)
      return read(response, (json) => usageSchema.safeParse(json))
    },
    async rename({ cloudId, fileName, updatedAt }, signal) {
      // The same clock wrote both: the server reckons how long ago it was, whatever that clock shows [F28].
      const toIso = (ms: number) => new Date(ms).toISOString()
      const value = { fileName, updatedAt: toIso(updatedAt), sentAt: toIso(nowMs()) }
      const response = await askOwn(
        { method: 'PATCH', url: assetUrl(cloudId), body: { kind: 'json', value } },
        signal,
      )
      return read(response, (json) => cloudAssetSchema.safeParse(json))
    },
    async delete(mediaId, force, signal) {
      const url = `${assetUrl(mediaId)}${force ? '?force=1' : ''}`
      const response = await askOwn({ method: 'DELETE', url }, signal)
      if (!('kind' in response) && response.status === 409) return { kind: 'in-use' }
      if (!('kind' in response) && response.status === 204) return { kind: 'ok', value: undefined }
      return read(response, () => ({ success: true, data: undefined }))
    },
    async putThumbnail(asset, picture, signal) {
      const body = { kind: 'blob', blob: picture } as const
      const response = await askOwn({ method: 'PUT', url: thumbnailUrl(asset), body }, signal)
      return read(response, () => ({ success: true, data: undefined }))
    },
    async getThumbnail(asset, signal) {
      const response = await askOwn({ method: 'GET', url: thumbnailUrl(asset), expect: 'blob' }, signal)
      if ('status' in response && response.status === 204) return { kind: 'missing' }
      if ('kind' in response || response.blob === undefined) return read(response, () => ({ success: false }))
      // A captive portal's page is no picture [F42].
      return response.blob.type.startsWith('image/')
        ? { kind: 'ok', value: response.blob }
        : { kind: 'later' }
    },
    async download(url, { signal, onProgress }) {
      const response = await ask(
        {
          method: 'GET',
          url,
          isOwn: false,
          expect: 'blob',
          ...(onProgress === undefined ? {} : { onProgress }),
        },
        signal,
      )
      if ('kind' in response) return response
      if (response.status === 200 && response.blob !== undefined) return { kind: 'ok', value: response.blob }
      return isExpired(response) ? { kind: 'expired' } : planLater(response)
    },
  }
}

function describeAsset(asset: MediaAsset) {
  const { cloudId, fileName, fileType, mimeType, width, height, sha256 } = asset
  return { id: cloudId, fileName, fileType, mimeType, width, height, sha256 }
}

/** A bucket answers 403 to a signature that ran out, and 404 when an upload was given up meanwhile. */
function isExpired({ status }: MediaResponse): boolean {
  return status === 401 || status === 403 || status === 404 || status === 410
}

type Parsed<Value> = { success: true; data: Value } | { success: false }

function read<Value>(
  response: MediaResponse | MediaFailure,
  parse: (json: unknown) => Parsed<Value>,
): MediaResult<Value> {
  if ('kind' in response) return response
  const { status, json } = response
  // A captive portal says 200 and shows a page of its own: no answer of ours [F42].
  if (json === undefined) return planLater(response)
  if (status === 200 || status === 201) {
    const parsed = parse(json)
    return parsed.success ? { kind: 'ok', value: parsed.data } : { kind: 'later' }
  }
  const said = errorSchema.safeParse(json)
  if (!said.success) return planLater(response)
  switch (status) {
    case 404:
      return { kind: 'missing' }
    case 400:
    case 409:
    case 413:
    case 415:
    case 422:
      return { kind: 'refused', message: said.data.error.message }
    case 401:
    case 403:
      return { kind: 'signed-out' }
    case 426:
      return { kind: 'outdated' }
    default:
      return planLater(response)
  }
}

function planLater({ retryAfterMs }: MediaResponse): MediaFailure {
  return retryAfterMs === undefined ? { kind: 'later' } : { kind: 'later', retryAfterMs }
}
