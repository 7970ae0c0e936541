import { createHttpClient, type HttpClient } from '#app/sync/api/http-client.ts'
import { browserTime } from './browser-time.ts'
import { createHttpTransport } from './http-transport.ts'

export const createAccountHttp = (accountId: string): HttpClient =>
  createHttpClient(createHttpTransport(accountId), browserTime)
