/** One HTTP request as the sync logic sees it; `app/client` sends it. */
export type HttpRequest = {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  /** From `/` on our own origin, or whole. */
  path: string
  /** Sent as JSON. */
  body?: unknown
  headers?: Readonly<Record<string, string>>
  /** One of many pages: the response may be megabytes. */
  isBulk?: boolean
  /** Characters of the body as JSON; absent: not known. */
  bodyLength?: number
  /** Called with every piece of the response that arrives. */
  onReceived?: () => void
}

/** `json` is absent when the body is not JSON: whoever answered, it was not our server [F42]. */
export type HttpResponse = { status: number; json?: unknown; retryAfterMs?: number }

/** `response` rejects when the network fails; `cancel` gives the connection up, and the response no longer matters. */
export type HttpCall<Response extends HttpResponse = HttpResponse> = {
  response: Promise<Response>
  cancel(): void
}

/** Every call to our server carries the account in the `x-appframes-account` header: the transport is made for one account. */
export interface Transport {
  (request: HttpRequest): HttpCall
  /** Packs the pushes of a request to come while another one is on its way; its body then holds this very array. */
  prepare?(pushes: readonly object[]): void
}
