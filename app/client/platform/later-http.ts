import type { HttpClient } from '#app/sync/api/http-client.ts'

/** Requests of an account, outside sync: their code is fetched with the first one, which opens a panel. */
export function createLaterHttp(accountId: string): Pick<HttpClient, 'send'> {
  let opening: Promise<HttpClient> | undefined
  return {
    async send(request, schema, cancellation) {
      opening ??= import('./account-http.ts').then(({ createAccountHttp }) => createAccountHttp(accountId))
      const http = await opening.catch(() => undefined)
      if (http !== undefined) return http.send(request, schema, cancellation)
      opening = undefined
      return { kind: 'offline' }
    },
  }
}
