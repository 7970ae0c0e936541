/** One HTTP request as the media sync sees it; `app/client` builds the real one over fetch and XMLHttpRequest. */
export type MediaRequest = {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  url: string
  /** Ours: carries the session and says which account it is for. A signed URL carries nothing but what was signed. */
  isOwn: boolean
  headers?: Readonly<Record<string, string>>
  body?: MediaBody
  /** What a good answer holds. An error is always read as JSON. */
  expect: 'json' | 'blob'
  onProgress?: (sentBytes: number) => void
}

export type MediaBody =
  | { kind: 'json'; value: unknown }
  | { kind: 'form'; form: FormData }
  | { kind: 'blob'; blob: Blob }

/** `json` is absent when the body is no JSON: whoever answered, it was not our server [F42]. */
export type MediaResponse = {
  status: number
  json?: unknown
  blob?: Blob
  retryAfterMs?: number
}

/** Rejects when the network fails, when nothing moves for too long [F43], or when the signal aborts. */
export type MediaTransport = (request: MediaRequest, signal: AbortSignal) => Promise<MediaResponse>
