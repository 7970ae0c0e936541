/** One HTTP request as the sync logic sees it. `app/client` builds the real one over fetch. */
export type HttpRequest = {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  path: string
  body?: unknown
  /** One of many pages: the answer may be megabytes. */
  isBulk?: boolean
}

/** `json` is absent when the body is not JSON: whoever answered, it was not our server (F42). */
export type HttpResponse = { status: number; json?: unknown; retryAfterMs?: number }

/** `answer` rejects when the network fails; `cancel` gives the connection up, and the answer no longer matters. */
export type HttpCall<Response extends HttpResponse = HttpResponse> = {
  answer: Promise<Response>
  cancel(): void
}

/** Every call carries the account in the `x-appframes-account` header: the transport is made for one account. */
export interface Transport {
  (request: HttpRequest): HttpCall
  /** Packs the pushes of a request to come while another one is on its way; its body then holds this very array. */
  prepare?(pushes: readonly object[]): void
}
