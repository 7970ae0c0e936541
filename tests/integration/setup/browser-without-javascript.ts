/** A browser with JavaScript off: sends forms, keeps cookies, follows nothing by itself. */
export class BrowserWithoutJavaScript {
  readonly #cookies = new Map<string, string>()

  constructor(
    readonly origin: string,
    cookie?: string,
  ) {
    if (cookie !== undefined) this.#keep(cookie)
  }

  /** The same user at another address of the same service; or with all cookies deleted. */
  at(origin: string, options: { isSignedOut?: boolean } = {}): BrowserWithoutJavaScript {
    const other = new BrowserWithoutJavaScript(origin)
    if (!options.isSignedOut) for (const [name, value] of this.#cookies) other.#cookies.set(name, value)
    return other
  }

  get cookieHeader(): string {
    return [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ')
  }

  open(path: string): Promise<Response> {
    return this.send(path)
  }

  submit(
    path: string,
    fields: Record<string, string>,
    headers: Record<string, string> = {},
  ): Promise<Response> {
    return this.send(path, {
      method: 'POST',
      body: new URLSearchParams(fields),
      headers: { origin: this.origin, ...headers },
    })
  }

  sendJson(
    path: string,
    method: string,
    body: unknown,
    headers: Record<string, string> = {},
  ): Promise<Response> {
    return this.send(path, {
      method,
      body: typeof body === 'string' ? body : JSON.stringify(body),
      headers: { 'content-type': 'application/json', ...headers },
    })
  }

  async send(path: string, init: RequestInit = {}): Promise<Response> {
    const headers = new Headers(init.headers)
    if (this.#cookies.size > 0) headers.set('cookie', this.cookieHeader)
    const response = await fetch(new URL(path, this.origin), { ...init, headers, redirect: 'manual' })
    for (const cookie of response.headers.getSetCookie()) this.#keep(cookie)
    return response
  }

  #keep(cookie: string): void {
    const [pair = '', ...attributes] = cookie.split(';').map((part) => part.trim())
    const [name = '', value = ''] = pair.split(/=(.*)/s)
    if (attributes.some((attribute) => /^max-age=0$/i.test(attribute))) this.#cookies.delete(name)
    else this.#cookies.set(name, value)
  }
}
