import { randomUUID } from 'node:crypto'
import { promisify } from 'node:util'
import { deflate, gzip } from 'node:zlib'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { toProjectData } from '#app/document/model/project-data.ts'
import { SYNC_PROTOCOL, syncResponseSchema } from '#app/sync/protocol/projects.ts'
import {
  changesOf,
  createTestProject,
  deletionOf,
  editCaption,
  wholeOf,
} from '#tests/contracts/sync-steps.ts'
import type { BrowserWithoutJavaScript } from './setup/browser-without-javascript.ts'
import { createFreshAccount } from './setup/fresh-account.ts'
import { startTestServer, type TestServer } from './setup/test-server.ts'

const MAX_BYTES = 300_000

let server: TestServer
let browser: BrowserWithoutJavaScript
let accountId: string
const clientId = randomUUID()

beforeAll(async () => {
  server = await startTestServer({ SYNC_MAX_BYTES: String(MAX_BYTES), SYNC_MAX_PER_MINUTE: '60' })
})
afterAll(() => server.stop())
beforeEach(async () => {
  ;({ browser, accountId } = await createFreshAccount(server))
})

type Body = { protocol?: number; clientId?: string; cursor?: number | null; pushes?: readonly object[] }
const bodyOf = (body: Body) => ({ protocol: SYNC_PROTOCOL, clientId, cursor: null, pushes: [], ...body })
const send = (body: Body | string, headers?: Record<string, string>) =>
  browser.sendJson('/api/sync', 'POST', typeof body === 'string' ? body : bodyOf(body), headers)

async function sync(body: Body) {
  const response = await send(body)
  expect(response.status).toBe(200)
  return syncResponseSchema.parse(await response.json())
}

async function expectError(response: Response, status: number, code: string) {
  const body = await response.json()
  expect([response.status, body.error?.code]).toEqual([status, code])
  expect(body.error.message).toMatch(/^\S.*\.$/)
  return body
}

describe('POST /api/sync', () => {
  test('stores pushes and returns their results and the changes since the cursor', async () => {
    const project = createTestProject()
    const edited = editCaption(project, 'Edited')
    const first = await sync({ pushes: [{ ...wholeOf(project, 0), n: 1 }] })
    expect(first).toMatchObject({
      lastN: 1,
      cursor: 1,
      changes: [],
      acks: [{ status: 'applied', revision: 1 }],
    })
    const second = await sync({ cursor: 1, pushes: [{ ...changesOf(project, edited, 1), n: 2 }] })
    expect(second).toMatchObject({ lastN: 2, cursor: 2, acks: [{ status: 'applied', revision: 2 }] })
    const other = await sync({ clientId: randomUUID(), cursor: 1 })
    expect(other.changes).toMatchObject([{ projectId: project.id, baseRevision: 1, revision: 2 }])
    const stored = await (await browser.open(`/api/projects/${project.id}`)).json()
    expect(stored).toMatchObject({ name: project.name, revision: 2, data: toProjectData(edited) })
  })

  test('a changes push and its response are small, whatever the size of the project', async () => {
    const project = { ...createTestProject(), note: 'x'.repeat(250_000) }
    await sync({ pushes: [{ ...wholeOf(project, 0), n: 1 }] })
    const push = { ...changesOf(project, editCaption(project, 'Edited'), 1), n: 2 }
    const answer = await (await send({ cursor: 1, pushes: [push] })).text()
    expect(answer.length).toBeLessThan(450)
    const pulled = await (await send({ clientId: randomUUID(), cursor: 1 })).text()
    expect(pulled.length).toBeLessThan(900)
  })

  test('a small response is not compressed and has no headers that are for pages', async () => {
    const { headers } = await send({})
    expect([...headers.keys()].sort()).toEqual([
      'cache-control',
      'content-length',
      'content-type',
      'x-content-type-options',
    ])
  })

  test.each([
    ['gzip', promisify(gzip)],
    ['deflate', promisify(deflate)],
  ])('accepts a body compressed by %s, and responds compressed', async (encoding, pack) => {
    const project = createTestProject()
    const body = await pack(JSON.stringify(bodyOf({ pushes: [{ ...wholeOf(project, 0), n: 1 }] })))
    const headers = { 'content-encoding': encoding, 'content-type': 'application/json' }
    const response = await browser.send('/api/sync', { method: 'POST', body: new Uint8Array(body), headers })
    expect(response.status).toBe(200)
    expect((await response.json()).acks).toMatchObject([{ status: 'applied' }])
    const pulled = await browser.send('/api/sync', {
      method: 'POST',
      body: JSON.stringify(bodyOf({ clientId: randomUUID() })),
      headers: { 'content-type': 'application/json', 'accept-encoding': 'gzip' },
    })
    expect(pulled.headers.get('content-encoding')).toBe('gzip')
    expect((await pulled.json()).changes).toHaveLength(1)
  })

  test('accepts a body that was compressed in two pieces, the pushes ahead of the rest', async () => {
    const { pushes, ...rest } = bodyOf({ pushes: [{ ...wholeOf(createTestProject(), 0), n: 1 }] })
    const pieces = [`{"pushes":${JSON.stringify(pushes)}`, `,${JSON.stringify(rest).slice(1)}`]
    const body = Buffer.concat(await Promise.all(pieces.map((piece) => promisify(gzip)(piece))))
    const headers = { 'content-encoding': 'gzip', 'content-type': 'application/json' }
    const response = await browser.send('/api/sync', { method: 'POST', body: new Uint8Array(body), headers })
    expect((await response.json()).acks).toMatchObject([{ status: 'applied' }])
  })

  test('[F6] responds with 413 to a body beyond the limit, compressed or not, and stores nothing', async () => {
    const project = { ...createTestProject(), note: 'x'.repeat(MAX_BYTES) }
    const body = bodyOf({ pushes: [{ ...wholeOf(project, 0), n: 1 }] })
    await expectError(await send(body), 413, 'too_large')
    const bomb = await promisify(gzip)('x'.repeat(100_000_000))
    expect(bomb.length).toBeLessThan(MAX_BYTES)
    for (const packed of [bomb, await promisify(gzip)(JSON.stringify(body))]) {
      const headers = { 'content-encoding': 'gzip' }
      await expectError(
        await browser.send('/api/sync', { method: 'POST', body: new Uint8Array(packed), headers }),
        413,
        'too_large',
      )
    }
    expect((await sync({})).lastN).toBe(0)
  })

  test('responds with 400 to an invalid request, 415 to an unknown compression', async () => {
    for (const body of ['', '{', '[]', '{"protocol":1}', JSON.stringify(bodyOf({ clientId: 'x' }))]) {
      await expectError(await send(body), 400, 'invalid')
    }
    await expectError(await send(bodyOf({ pushes: [{ projectId: randomUUID() }] })), 400, 'invalid')
    const asIs = JSON.stringify(bodyOf({}))
    for (const [encoding, status, code] of [
      ['br', 415, 'unsupported_media_type'],
      ['gzip', 400, 'invalid'],
    ] as const) {
      const headers = { 'content-encoding': encoding }
      const response = await browser.send('/api/sync', { method: 'POST', body: asIs, headers })
      await expectError(response, status, code)
    }
  })

  test('[F5] one poison push is rejected alone: the request is 200 and the others are stored', async () => {
    const good = createTestProject()
    const poisoned = { ...wholeOf(createTestProject(), 0), data: { note: 'a\0b' }, n: 1 }
    const answer = await sync({ pushes: [poisoned, { ...wholeOf(good, 0), n: 2 }] })
    expect(answer.acks).toMatchObject([
      { n: 1, status: 'rejected', error: { code: 'invalid' } },
      { n: 2, status: 'applied' },
    ])
  })

  test('[S12] responds with 409, the last number and the epoch when numbers are skipped', async () => {
    const { epoch } = await sync({ pushes: [{ ...wholeOf(createTestProject(), 0), n: 1 }] })
    const response = await send({ pushes: [{ ...wholeOf(createTestProject(), 0), n: 3 }] })
    expect(await expectError(response, 409, 'conflict')).toMatchObject({ lastN: 1, epoch })
  })

  test('[F32] responds with 426 to an unknown protocol, whatever its requests look like', async () => {
    await expectError(await send({ protocol: 2 }), 426, 'upgrade_required')
    await expectError(await send('{"protocol":7,"entries":[]}'), 426, 'upgrade_required')
  })

  test('[F34] rejects a request for another account than the session’s, and stores none of it', async () => {
    const project = createTestProject()
    const pushes = [{ ...wholeOf(project, 0), n: 1 }]
    const response = await send({ pushes }, { 'x-appframes-account': randomUUID() })
    await expectError(response, 403, 'forbidden')
    expect((await send({ pushes }, { 'x-appframes-account': accountId })).status).toBe(200)
  })

  test('[F34] another account can neither read nor change it by any id, and has its own of the same ids', async () => {
    const project = createTestProject()
    await sync({ pushes: [{ ...wholeOf(project, 0), n: 1 }] })
    const mine = browser
    browser = (await createFreshAccount(server)).browser
    expect(await sync({})).toMatchObject({ changes: [], lastN: 0, cursor: 0 })
    const edited = editCaption(project, 'Stolen')
    const { acks } = await sync({ pushes: [{ ...deletionOf(project, 0), n: 1 }] })
    expect(acks).toMatchObject([{ status: 'conflict', server: null }])
    await expectError(await browser.open(`/api/projects/${project.id}/revisions/1`), 404, 'not_found')
    await sync({ pushes: [{ ...wholeOf(edited, 0), n: 2 }] })
    browser = mine
    expect((await sync({})).changes).toMatchObject([{ revision: 1, data: toProjectData(project) }])
  })

  test('[F7] responds with 429 and Retry-After to a client that requests without end', async () => {
    const statuses: number[] = []
    let retryAfter: string | null = null
    for (let request = 0; request < 61; request += 1) {
      const response = await send({})
      statuses.push(response.status)
      retryAfter = response.headers.get('retry-after')
      await response.text()
    }
    expect(statuses.slice(0, 60).every((status) => status === 200)).toBe(true)
    expect(statuses[60]).toBe(429)
    expect(Number(retryAfter)).toBeGreaterThan(0)
  })
})

describe('every kind of write takes the next number of the account', () => {
  test('PUT, DELETE, restoring a version and the forms are seen by sync, and sync by them', async () => {
    const project = createTestProject()
    await sync({ pushes: [{ ...wholeOf(project, 0), n: 1 }] })
    const path = `/api/projects/${project.id}`
    const other = randomUUID()
    let cursor = 1
    const expectNews = async (expected: object) => {
      const answer = await sync({ clientId: other, cursor })
      expect(answer.changes).toMatchObject([{ projectId: project.id, ...expected }])
      expect(answer.cursor).toBe(cursor + 1)
      cursor = answer.cursor
    }
    const data = toProjectData(project)
    expect((await browser.sendJson(path, 'PUT', { name: 'Put', data, baseRevision: 1 })).status).toBe(200)
    await expectNews({ revision: 2, baseRevision: 1, changes: [{ label: 'Change project' }] })
    await browser.submit('/?index', { intent: 'rename', id: project.id, name: 'By form' })
    await expectNews({ revision: 3, changes: [{ label: 'Rename project' }] })
    await browser.sendJson(path, 'DELETE', { baseRevision: 3 })
    await expectNews({ revision: 4, deletedAt: expect.any(String) })
    await browser.submit('/?index', { intent: 'undelete', id: project.id })
    await expectNews({ revision: 5, name: 'By form' })
    await browser.send(`${path}/revisions/1/restore`, { method: 'POST' })
    await expectNews({ revision: 6, changes: [{ label: 'Restore version 1' }] })
    // And a push on sync's previous base is rejected after all of them.
    const late = await sync({
      cursor,
      pushes: [{ ...changesOf(project, editCaption(project, 'x'), 5), n: 2 }],
    })
    expect(late.acks).toMatchObject([{ status: 'conflict', server: { revision: 6 } }])
    const edited = editCaption(project, 'Synced')
    await sync({ cursor, pushes: [{ ...changesOf(project, edited, 6), n: 3 }] })
    const stale = await browser.sendJson(path, 'PUT', { name: 'Late', data, baseRevision: 6 })
    expect(await expectError(stale, 409, 'conflict')).toMatchObject({ server: { revision: 7 } })
  })
})
