import type { MediaAsset } from '../ports/project-store.ts'
import { type CloudAsset, cloudAssetSchema, type UploadPart } from '../protocol/media.ts'
import type { FileRequest, FileResponse, FileTransport } from './file-transport.ts'
import { readOutcome, waitForResponse } from './http-client.ts'
import {
  type CallOptions,
  describeAsset,
  type MediaApiConfig,
  type MediaFailure,
  type MediaResult,
  type PartResult,
  readAuthHeaders,
} from './media-request.ts'

/** The requests that carry or bring the bytes of a file. */
export interface MediaFilesApi {
  /** The whole file in one request, through the server. The id makes a repeated request the same asset. */
  post(asset: MediaAsset, file: Blob, options: CallOptions): Promise<MediaResult<CloudAsset>>
  putPart(part: UploadPart, bytes: Blob, options: CallOptions): Promise<PartResult>
  putThumbnail(asset: MediaAsset, picture: Blob, signal: AbortSignal): Promise<MediaResult<unknown>>
  /** `missing`: the account has none of these bytes. */
  getThumbnail(asset: MediaAsset, signal: AbortSignal): Promise<MediaResult<Blob>>
  download(
    url: string,
    options: CallOptions,
  ): Promise<{ kind: 'ok'; value: Blob } | { kind: 'expired' } | MediaFailure>
}

export function createMediaFilesApi(config: MediaApiConfig, transport: FileTransport): MediaFilesApi {
  const assetsUrl = `${config.apiBaseUrl}/media/assets`
  /** Names the bytes that the thumbnail is of: one of another version is neither given nor taken. */
  const thumbnailUrl = ({ cloudId, sha256 }: MediaAsset) =>
    `${assetsUrl}/${encodeURIComponent(cloudId)}/thumbnail?sha256=${sha256}`
  const sendOwn = async (request: FileRequest, signal: AbortSignal) =>
    transfer(transport, { ...request, headers: await readAuthHeaders(config) }, signal)

  return {
    async post(asset, file, { signal, onProgress }) {
      const form = createUploadForm(asset, file)
      const progress = onProgress === undefined ? {} : { onProgress }
      const content = { kind: 'form', form } as const
      const response = await sendOwn({ method: 'POST', path: assetsUrl, content, ...progress }, signal)
      return 'kind' in response ? response : readOutcome(response, (json) => cloudAssetSchema.safeParse(json))
    },
    async putPart({ url, headers }, blob, { signal, onProgress }) {
      const progress = onProgress === undefined ? {} : { onProgress }
      const content = { kind: 'blob', blob } as const
      const request = { method: 'PUT', path: url, headers, content, isSigned: true, ...progress } as const
      const response = await transfer(transport, request, signal)
      if ('kind' in response) return response
      return response.status >= 200 && response.status < 300 ? { kind: 'ok' } : readStorageFailure(response)
    },
    async putThumbnail(asset, blob, signal) {
      const content = { kind: 'blob', blob } as const
      const response = await sendOwn({ method: 'PUT', path: thumbnailUrl(asset), content }, signal)
      return 'kind' in response ? response : readOutcome(response, (json) => ({ success: true, data: json }))
    },
    async getThumbnail(asset, signal) {
      const request = { method: 'GET', path: thumbnailUrl(asset), expect: 'blob' } as const
      const response = await sendOwn(request, signal)
      if ('kind' in response) return response
      if (response.status === 204) return { kind: 'missing' }
      const { blob } = response
      if (blob === undefined) return readOutcome(response, () => ({ success: false }))
      // A captive portal's page is no picture [F42].
      return blob.type.startsWith('image/') ? { kind: 'ok', value: blob } : { kind: 'offline' }
    },
    async download(url, { signal, onProgress }) {
      const progress = onProgress === undefined ? {} : { onProgress }
      const request = { method: 'GET', path: url, expect: 'blob', isSigned: true, ...progress } as const
      const response = await transfer(transport, request, signal)
      if ('kind' in response) return response
      const { status, blob } = response
      return status === 200 && blob !== undefined ? { kind: 'ok', value: blob } : readStorageFailure(response)
    },
  }
}

/** The transport gives up what hangs: how long a file takes depends on its size and the line. */
async function transfer(
  transport: FileTransport,
  request: FileRequest,
  signal: AbortSignal,
): Promise<FileResponse | MediaFailure> {
  if (signal.aborted) return { kind: 'cancelled' }
  const response = await waitForResponse(transport(request), { cancellation: signal })
  if (!('kind' in response)) return response
  return { kind: signal.aborted ? 'cancelled' : 'offline' }
}

function createUploadForm(asset: MediaAsset, file: Blob): FormData {
  const form = new FormData()
  for (const [name, value] of Object.entries(describeAsset(asset))) form.set(name, String(value))
  // Last, so that a server that reads as it comes knows everything before the first byte.
  form.set('file', new File([file], asset.fileName, { type: asset.mimeType }))
  return form
}

/** A bucket answers 403 to a signature that ran out, and 404 when an upload was given up meanwhile. It speaks no JSON. */
function readStorageFailure({ status, retryAfterMs }: FileResponse): { kind: 'expired' } | MediaFailure {
  if (status === 401 || status === 403 || status === 404 || status === 410) return { kind: 'expired' }
  return retryAfterMs === undefined ? { kind: 'later' } : { kind: 'later', retryAfterMs }
}
