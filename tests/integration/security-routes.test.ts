import { randomUUID } from 'node:crypto'
import { connect } from 'node:net'
import type { RouteConfigEntry } from '@react-router/dev/routes'
import postgres from 'postgres'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import routes from '#app/routes.ts'
import { createSessionCookie } from '#tests/factories/session-cookie.ts'
import type { BrowserWithoutJavaScript } from './setup/browser-without-javascript.ts'
import { createFreshAccount } from './setup/fresh-account.ts'
import {
  type Body,
  describeUpload,
  METHODS,
  type Method,
  type MethodRow,
  type Owned,
  type RouteRow,
  routeTable,
  type Statuses,
  TINY_PNG,
  thumbnailUrl,
} from './setup/route-table.ts'
import { TEST_SECRET } from './setup/server-process.ts'
import { getSharedServer } from './setup/shared-server.ts'

/** Part of all the owner's data; no other response may ever contain it. */
const MARKER = 'only-the-owner-may-read-this'
const MARK = { schemaVersion: 1, screensByCanvasSize: {}, note: MARKER }
const BROKEN_PARAMS = ['not-an-id', '%00', '..%2f..%2fetc%2fpasswd', '%E0%A4%A', 'x'.repeat(3_000), "1'--"]

const server = getSharedServer()
let owner: BrowserWithoutJavaScript
let ownerEmail: string
let accountIds: { owner: string; another: string }
let sql: postgres.Sql
let cookies: { nobody: string; forged: string; expired: string; another: string; owner: string }

beforeAll(async () => {
  const [first, second, third] = await Promise.all([1, 2, 3].map(() => createFreshAccount(server)))
  if (!first || !second || !third) throw new Error('The accounts were not made.')
  owner = first.browser
  ownerEmail = first.email
  accountIds = { owner: first.accountId, another: second.accountId }
  sql = postgres(server.databaseUrl, { max: 1 })
  await sql`update session set expires_at = now() - interval '1 second' where user_id = ${third.accountId}`
  cookies = {
    nobody: '',
    forged: owner.cookieHeader.replace(/(session_token=[^;]{8})[^;]{4}/, '$1AAAA'),
    expired: third.browser.cookieHeader,
    another: second.browser.cookieHeader,
    owner: owner.cookieHeader,
  }
})
afterAll(async () => {
  await sql.end()
  // React Router's text about a rejected address.
})

type Who = keyof typeof cookies
type Knock = {
  method: Method
  url: string
  cookie: string
  body?: Body | undefined
  headers?: Record<string, string>
}

function knock({ method, url, cookie, body, headers = {} }: Knock): Promise<Response> {
  const sent = body && encode(body)
  return fetch(server.url + url, {
    method,
    redirect: 'manual',
    body: sent?.body ?? null,
    headers: { origin: server.url, ...sent?.headers, ...(cookie === '' ? {} : { cookie }), ...headers },
  })
}

function encode(body: Body): { body: BodyInit; headers: Record<string, string> } {
  if (body.type === 'json')
    return { body: JSON.stringify(body.value), headers: { 'content-type': 'application/json' } }
  if (body.type === 'picture') return { body: new Uint8Array(body.bytes), headers: {} }
  return { body: new URLSearchParams(body.fields), headers: {} }
}

/** A fresh project of the owner's, because some methods change or delete it. */
async function createOwned(): Promise<Owned> {
  const projectId = randomUUID()
  const body = { name: MARKER, data: MARK, baseRevision: 0 }
  expect((await owner.sendJson(`/api/projects/${projectId}`, 'PUT', body)).status).toBe(201)
  const ids = {
    mediaId: randomUUID(),
    uploadId: randomUUID(),
    reviewId: randomUUID(),
    commentId: randomUUID(),
  }
  return { projectId, email: ownerEmail, ...ids }
}

/** With a review link and a comment under it. */
async function createOwnedReview(): Promise<Owned> {
  const owned = await createOwned()
  const link = await owner.sendJson(`/api/projects/${owned.projectId}/reviews`, 'POST', {})
  expect(link.status).toBe(201)
  const { id: reviewId } = await link.json()
  await sql`insert into review_comments (id, review_id, number, canvas_size_id, locale, name, text, picture_hash)
    values (${owned.commentId}, ${reviewId}, 1, 'iphone-69', 'en-US', 'Ana', ${MARKER}, '')`
  return { ...owned, reviewId }
}

function createOwnedFor({ path }: RouteRow): Promise<Owned> {
  if (path.startsWith('/api/media/')) return createOwnedMedia()
  return path.startsWith('/api/reviews/') ? createOwnedReview() : createOwned()
}

/** With a picture, its thumbnail, and an upload that has just begun. */
async function createOwnedMedia(): Promise<Owned> {
  const owned = await createOwned()
  const form = new FormData()
  const fields = { id: owned.mediaId, fileName: `${MARKER}.png`, fileType: 'image', mimeType: 'image/png' }
  for (const [name, value] of Object.entries(fields)) form.append(name, value)
  form.append('file', new Blob([new Uint8Array(TINY_PNG)], { type: 'image/png' }), 'picture.png')
  expect((await owner.send('/api/media/assets', { method: 'POST', body: form })).status).toBe(201)
  const small = { method: 'PUT', body: new Uint8Array(TINY_PNG) }
  expect((await owner.send(thumbnailUrl(owned.mediaId), small)).status).toBe(200)
  const begun = await owner.sendJson('/api/media/uploads', 'POST', describeUpload())
  expect(begun.status).toBe(201)
  return { ...owned, uploadId: (await begun.json()).upload.id }
}

async function expectUntouched({ projectId }: Owned): Promise<void> {
  const stored = await (await owner.open(`/api/projects/${projectId}`)).json()
  expect(stored).toMatchObject({ revision: 1, name: MARKER, data: MARK })
}

/** One more session, for a request that ends it. */
async function createSession(userId: string): Promise<string> {
  const token = randomUUID()
  await sql`insert into session (id, token, user_id, expires_at)
    values (${token}, ${token}, ${userId}, now() + interval '1 hour')`
  return createSessionCookie(token, TEST_SECRET)
}

const includes = (statuses: Statuses, status: number) => [statuses].flat().includes(status)

/**
 * Sync and its events contain nothing that a page is made of, and are sent all the time: headers for pages would be
 * most of them.
 */
const isBareData = ({ path }: RouteRow, headers: Headers) =>
  ['/api/sync', '/api/events'].includes(path) &&
  /^(application\/json|text\/event-stream)/.test(headers.get('content-type') ?? '') &&
  !headers.has('x-frame-options')

function expectPageHeaders(headers: Headers): void {
  expect(headers.get('x-frame-options')).toBe('DENY')
  expect(headers.get('referrer-policy')).toBe('same-origin')
  expect(headers.get('permissions-policy')).toContain('camera=()')
  const scripts = /script-src ([^;]*)/.exec(headers.get('content-security-policy') ?? '')?.[1]
  expect(scripts).toMatch(/^'self' 'nonce-[^']+'$/)
}

/** Invariants of every response of the server, whatever the request. */
async function expectSafe(response: Response, row: RouteRow, who: string): Promise<void> {
  const { headers, status } = response
  const isStream = headers.get('content-type')?.startsWith('text/event-stream') === true
  // A stream never ends by itself.
  if (isStream) await response.body?.cancel()
  const text = isStream ? '' : await response.text()
  expect(status, text).toBeLessThan(500)
  expect(headers.get('x-content-type-options')).toBe('nosniff')
  if (isBareData(row, headers)) expect(headers.get('content-security-policy')).toBeNull()
  else expectPageHeaders(headers)
  for (const name of headers.keys()) expect(name).not.toMatch(/^access-control-|^x-powered-by$|^server$/)
  for (const cookie of headers.getSetCookie()) {
    expect(cookie).toMatch(/; SameSite=(Lax|Strict)/i)
    if (!cookie.startsWith('appframes-signed-out=')) expect(cookie).toMatch(/; HttpOnly/i)
  }
  expect(text).not.toMatch(/node_modules|\bat .*\.(js|ts|mjs):\d+:\d+|Failed query/)
  if (who !== 'owner') expect(text).not.toContain(MARKER)
  if (row.isApi && status >= 400 && text !== '') {
    expect(JSON.parse(text)).toMatchObject({
      error: { code: expect.stringMatching(/^[a-z_]+$/), message: expect.stringMatching(/^\S.*\.$/) },
    })
  }
  // Responses with an account's data may be in no shared cache.
  if (who === 'owner' && text.includes(MARKER))
    expect(headers.get('cache-control')).toMatch(/private|no-store/)
}

async function expectAnswer(knocked: Knock, row: RouteRow, who: string, expected: Statuses): Promise<void> {
  const response = await knock(knocked)
  expect
    .soft(includes(expected, response.status), `${who}: ${response.status} instead of ${expected}`)
    .toBe(true)
  await expectSafe(response, row, who)
}

function findExpected(row: RouteRow, method: Method): MethodRow | undefined {
  if (method === 'OPTIONS' || (method === 'HEAD' && row.head !== undefined)) return undefined
  return row.methods[method === 'HEAD' ? 'GET' : method]
}

const isReading = (method: Method) => method === 'GET' || method === 'HEAD'

const walked = routeTable.flatMap((row) =>
  METHODS.map((method) => ({ name: `${method} ${row.path}`, row, method })),
)

describe('every route and method, as nobody, another account, an expired or forged session, from a foreign page, with nonsense', () => {
  test.each(walked)('$name', async ({ row, method }) => {
    const owned = await createOwnedFor(row)
    const url = row.url(owned)
    const expected = findExpected(row, method)
    const others = method === 'OPTIONS' ? 405 : method === 'HEAD' ? (row.head ?? row.others) : row.others
    const body = expected?.body?.(owned)
    const cookieOf = async (who: Who) =>
      row.endsSession && (who === 'owner' || who === 'another')
        ? createSession(accountIds[who])
        : cookies[who]
    const knockAs = async (who: Who): Promise<Knock> => ({ method, url, cookie: await cookieOf(who), body })

    for (const who of ['nobody', 'forged', 'expired'] as const) {
      await expectAnswer(await knockAs(who), row, who, expected?.nobody ?? others)
    }
    await expectAnswer(await knockAs('another'), row, 'another', expected?.another ?? others)
    if (!isReading(method) && method !== 'OPTIONS') {
      for (const headers of [
        { origin: 'https://evil.example' },
        { origin: 'null' },
        { 'sec-fetch-site': 'cross-site' },
      ]) {
        await expectAnswer(
          { ...(await knockAs('owner')), headers },
          row,
          'foreign page',
          expected === undefined ? [403, 405] : 403,
        )
      }
    }
    if (expected?.malformed !== undefined) {
      for (const broken of listBroken(body)) {
        await expectAnswer(
          { method, url, cookie: await cookieOf('owner'), headers: broken.headers, body: broken.body },
          row,
          'owner',
          expected.malformed,
        )
      }
    }
    await expectUntouched(owned)
    // Last, because it may change or delete what is there.
    await expectAnswer(await knockAs('owner'), row, 'owner', expected?.owner ?? others)
  })

  test.each(routeTable.filter(({ path }) => path.includes(':')))(
    'nonsense in the address of $path is rejected, not a failure',
    async (row) => {
      const owned = await createOwned()
      const method = (['GET', 'POST'] as const).find((candidate) => row.methods[candidate]) ?? 'GET'
      for (const broken of BROKEN_PARAMS) {
        const ids = {
          projectId: broken,
          mediaId: broken,
          uploadId: broken,
          reviewId: broken,
          commentId: broken,
        }
        const url = row.url({ ...owned, ...ids })
        const response = await knock({
          method,
          url,
          cookie: cookies.owner,
          body: row.methods[method]?.body?.(owned),
        })
        await expectSafe(response, { ...row, isApi: false }, 'owner')
      }
    },
  )

  test('the data of a page, which the browser requests separately, shows a stranger nothing either', async () => {
    const { projectId } = await createOwned()
    for (const who of ['nobody', 'forged', 'expired', 'another'] as const) {
      for (const url of [`/projects/${projectId}.data`, '/_root.data', `/projects/${projectId}/_.data`]) {
        const response = await knock({ method: 'GET', url, cookie: cookies[who] })
        expect(response.status).toBeLessThan(500)
        expect(await response.text()).not.toContain(MARKER)
      }
    }
    const mine = await knock({ method: 'GET', url: `/projects/${projectId}.data`, cookie: cookies.owner })
    expect(await mine.text()).toContain(MARKER)
  })
})

describe('the table', () => {
  test('has every route of the app, and none that is gone', () => {
    expect(routeTable.map(({ path }) => path).sort()).toEqual(listPaths(routes).sort())
  })

  test('a method that no route knows is rejected', async () => {
    for (const method of ['PROPFIND', 'TRACK', 'QUERY', 'CONNECT']) {
      expect(await sendRawMethod(method)).toMatch(/^HTTP\/1\.1 (400|405) /)
    }
  })
})

function listPaths(entries: RouteConfigEntry[], parent = ''): string[] {
  return entries.flatMap(({ path, index, children = [] }) => {
    const own = path === undefined ? parent : `${parent}/${path}`
    const here = index || path !== undefined ? [own === '' ? '/' : own] : []
    return [...here, ...listPaths(children, own)]
  })
}

/** Bodies that are invalid for every route. */
function listBroken(body: Body | undefined): { headers: Record<string, string>; body?: Body }[] {
  if (body?.type === 'form') {
    return [
      { headers: {}, body: { type: 'form', fields: {} } },
      {
        headers: {},
        body: { type: 'form', fields: { intent: 'no-such-intent', email: 'a\0b', name: '\ud800' } },
      },
      { headers: {}, body: { type: 'json', value: { intent: 'rename' } } },
    ]
  }
  const deep = JSON.parse('['.repeat(500) + ']'.repeat(500))
  return [
    'text',
    7,
    true,
    [],
    [1],
    { unknown: 1, baseRevision: null },
    { name: 1, data: 2, baseRevision: 'x' },
    { baseRevision: deep },
  ].map((value) => ({ headers: {}, body: { type: 'json', value } }))
}

/** fetch sends no unknown methods of some kinds. */
function sendRawMethod(method: string): Promise<string> {
  const { hostname, port, host } = new URL(server.url)
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), hostname)
    socket.on('error', reject)
    socket.on('data', (chunk) => {
      resolve(chunk.toString().split('\r\n')[0] ?? '')
      socket.destroy()
    })
    // CONNECT gets no response from a server that is no proxy: the connection is closed.
    socket.on('close', () => resolve('HTTP/1.1 400 closed'))
    socket.write(
      `${method} ${method === 'CONNECT' ? 'example.com:443' : '/'} HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`,
    )
  })
}
