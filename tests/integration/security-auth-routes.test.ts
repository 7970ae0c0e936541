import postgres from 'postgres'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openAuthRoutes } from '#app/server/auth/auth-routes.server.ts'
import { createSessionCookie } from '#tests/factories/session-cookie.ts'
import { closedAuthPaths, openAuthTable } from './setup/auth-route-table.ts'
import type { BrowserWithoutJavaScript } from './setup/browser-without-javascript.ts'
import { createFreshAccount } from './setup/fresh-account.ts'
import { METHODS, type Method, type RouteRow, type Statuses } from './setup/route-table.ts'
import { TEST_SECRET } from './setup/server-process.ts'
import { getSharedServer } from './setup/shared-server.ts'
import { createTestRuntime } from './setup/test-runtime.ts'

const server = getSharedServer()
let sql: postgres.Sql
let ownerEmail: string
let accountIds: { owner: string; another: string }
let owner: BrowserWithoutJavaScript
beforeAll(async () => {
  const [first, second] = await Promise.all([1, 2].map(() => createFreshAccount(server)))
  if (!first || !second) throw new Error('The accounts were not made.')
  owner = first.browser
  ownerEmail = first.email
  accountIds = { owner: first.accountId, another: second.accountId }
  sql = postgres(server.databaseUrl, { max: 1 })
})
afterAll(async () => {
  await sql.end()
  // Better Auth logs the passkey that cannot be read.
})

/** A session of any age: a cookie may have been taken long ago. */
async function createSession(userId: string, age = '0 days'): Promise<string> {
  const token = crypto.randomUUID()
  await sql`insert into session (id, token, user_id, created_at, expires_at)
    values (${token}, ${token}, ${userId}, now() - ${age}::interval, now() + interval '59 days 12 hours')`
  return createSessionCookie(token, TEST_SECRET)
}

async function cookieOf(who: 'nobody' | 'forged' | 'owner' | 'another'): Promise<string> {
  if (who === 'nobody') return ''
  if (who === 'forged') return owner.cookieHeader.replace(/(session_token=[^;]{8})[^;]{4}/, '$1AAAA')
  return createSession(accountIds[who])
}

function ask(url: string, method: Method, options: { cookie: string; body?: unknown }): Promise<Response> {
  const { cookie, body } = options
  const isReading = method === 'GET' || method === 'HEAD'
  return fetch(server.url + url, {
    method,
    redirect: 'manual',
    headers: {
      origin: server.url,
      ...(cookie === '' ? {} : { cookie }),
      ...(body === undefined || isReading ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined || isReading ? {} : { body: JSON.stringify(body) }),
  })
}

const readSignInMethods = () => sql`
  select 'account' as kind, id from account where user_id in ${sql(Object.values(accountIds))}
  union all select 'passkey', id from passkey where user_id in ${sql(Object.values(accountIds))} order by kind, id`

test('every route of the library is in the table, as open or as closed', async () => {
  const runtime = await createTestRuntime({
    variables: {
      GOOGLE_CLIENT_ID: 'id',
      GOOGLE_CLIENT_SECRET: 'secret',
      SMTP_URL: 'smtp://localhost:1',
    },
  })
  const endpoints: { path?: string }[] = Object.values(runtime.auth.api)
  const paths = endpoints.flatMap(({ path }) => (path === undefined ? [] : [path]))
  await runtime.close()
  const known = [...openAuthTable.map(({ path }) => path), ...closedAuthPaths]
  expect([...new Set(paths)].sort()).toEqual(known.sort())
  expect(Object.keys(openAuthRoutes).sort()).toEqual(openAuthTable.map(({ path }) => path).sort())
})

describe('a closed route of the library responds to no request', () => {
  test.each(closedAuthPaths)('%s', async (path) => {
    const before = await readSignInMethods()
    const url = `/api/auth${path.replace(/:\w+/, 'google')}`
    for (const who of ['nobody', 'forged', 'another', 'owner'] as const) {
      for (const method of METHODS) {
        const cookie = await cookieOf(who)
        const answer = await ask(url, method, { cookie, body: { password: 'correct horse', name: 'X' } })
        expect([method, who, answer.status]).toEqual([method, who, method === 'OPTIONS' ? 405 : 404])
      }
    }
    expect(await readSignInMethods()).toEqual(before)
  })

  test.each(['/Link-Social', '/link-social/', '//link-social', '/link%2dsocial', '/x/../link-social'])(
    'written as %s neither',
    async (path) => {
      const answer = await ask(`/api/auth${path}`, 'POST', { cookie: await cookieOf('owner'), body: {} })
      expect(answer.status).toBe(404)
    },
  )
})

describe('an open route of the library responds by session', () => {
  const includes = (statuses: Statuses, status: number) => [statuses].flat().includes(status)
  const walked = openAuthTable.flatMap((row) =>
    METHODS.map((method) => ({ name: `${method} ${row.path}`, row, method })),
  )
  const expectedOf = (row: RouteRow, method: Method, who: 'nobody' | 'another' | 'owner'): Statuses => {
    if (method === 'OPTIONS') return 405
    if (method === 'HEAD') return row.head ?? row.others
    return row.methods[method]?.[who] ?? row.others
  }
  test.each(walked)('$name', async ({ row, method }) => {
    const ids = { projectId: '', mediaId: '', uploadId: '', reviewId: '', commentId: '' }
    const owned = { ...ids, email: ownerEmail }
    const spec = method === 'HEAD' || method === 'OPTIONS' ? undefined : row.methods[method]
    const body = spec?.body?.(owned)
    const value = body?.type === 'json' ? body.value : {}
    for (const who of ['nobody', 'forged', 'another', 'owner'] as const) {
      const answer = await ask(row.url(owned), method, { cookie: await cookieOf(who), body: value })
      const expected = expectedOf(row, method, who === 'forged' ? 'nobody' : who)
      expect
        .soft(includes(expected, answer.status), `${who}: ${answer.status} instead of ${expected}`)
        .toBe(true)
    }
    if (spec?.malformed === undefined) return
    for (const broken of ['text', 7, [1], { unknown: 1 }]) {
      const answer = await ask(row.url(owned), method, { cookie: await cookieOf('owner'), body: broken })
      expect.soft(includes(spec.malformed, answer.status), `${answer.status} for ${broken}`).toBe(true)
    }
  })

  test('a stolen old cookie adds no passkey', async () => {
    const cookie = await createSession(accountIds.owner, '40 days')
    for (const path of ['generate-register-options', 'verify-registration']) {
      const method = path.startsWith('generate') ? 'GET' : 'POST'
      const answer = await ask(`/api/auth/passkey/${path}`, method, { cookie, body: { response: {} } })
      expect(answer.status).toBe(403)
      expect((await answer.json()).error.message).toContain('more than a day old')
    }
  })

  test('a passkey that cannot be read is refused as invalid', async () => {
    const cookie = await cookieOf('owner')
    const options = await ask('/api/auth/passkey/generate-register-options', 'GET', { cookie })
    const challenge = options.headers.getSetCookie().map((line) => line.split(';')[0])
    const clientData = {
      type: 'webauthn.create',
      challenge: (await options.json()).challenge,
      origin: server.url,
    }
    const response = {
      id: 'AAAA',
      rawId: 'AAAA',
      type: 'public-key',
      clientExtensionResults: {},
      response: {
        clientDataJSON: Buffer.from(JSON.stringify(clientData)).toString('base64url'),
        attestationObject: Buffer.from('no CBOR').toString('base64url'),
      },
    }
    const answer = await ask('/api/auth/passkey/verify-registration', 'POST', {
      cookie: [cookie, ...challenge].join('; '),
      body: { response },
    })
    expect(answer.status).toBe(400)
    expect((await answer.json()).error.code).toBe('invalid')
  })

  test('a new account is refused an address of more than 254 characters', async () => {
    const email = `${'a'.repeat(250)}@example.com`
    const body = { name: 'Somebody', email, password: 'a long password of mine' }
    const answer = await ask('/api/auth/sign-up/email', 'POST', { cookie: '', body })
    expect(answer.status).toBe(400)
    expect(JSON.stringify(await answer.json())).toContain('at most 254 characters')
  })
})
