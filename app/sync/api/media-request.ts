import type { MediaAsset } from '../ports/project-store.ts'
import type { Failure } from './outcome.ts'

/** Nothing was decided about the asset: it is retried automatically. */
export type MediaFailure = Exclude<Failure, { kind: 'disk' }> | { kind: 'cancelled' }
/** The asset was refused for what it is, or because the account is full; the message is for the user. */
export type MediaRefused = { kind: 'refused'; message: string; code?: string }
type Ok<Value> = { kind: 'ok'; value: Value }
export type MediaResult<Value> = Ok<Value> | { kind: 'missing' } | MediaRefused | MediaFailure

export type CallOptions = { signal: AbortSignal; onProgress?: (sentBytes: number) => void }

export type PartResult =
  | { kind: 'ok' }
  /** The signed address is no longer valid: sign again. */
  | { kind: 'expired' }
  | MediaFailure

export type MediaApiConfig = {
  /** Where the API is, as `/api`. */
  apiBaseUrl: string
  /** For an API on another origin, where the session's cookie does not reach. */
  getAuthToken?: () => Promise<string | null>
}

/** The session of an API on another origin. */
export async function readAuthHeaders({ getAuthToken }: MediaApiConfig): Promise<Record<string, string>> {
  const token = (await getAuthToken?.()) ?? undefined
  return token === undefined ? {} : { authorization: `Bearer ${token}` }
}

/** What the account is told of an asset before it has its bytes. */
export function describeAsset(asset: MediaAsset) {
  const { cloudId, fileName, fileType, mimeType, width, height, sha256 } = asset
  const size = fileType === 'font' ? {} : { width, height }
  return { id: cloudId, fileName, fileType, mimeType, ...size, sha256 }
}
