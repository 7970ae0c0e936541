import { describe, expect, test } from 'vitest'
import { createProject } from '#app/document/edits/create-project.ts'
import type { Locale, ProjectId } from '#app/document/model/ids.ts'
import { toProjectData } from '#app/document/model/project-data.ts'
import { createHttpClient } from '#app/sync/api/http-client.ts'
import type { HttpRequest, HttpResponse, Transport } from '#app/sync/api/transport.ts'
import { createVirtualTime } from '#tests/fakes/virtual-time.ts'
import { createAccountVersions } from './account-versions.ts'

const projectId = '7d5a0b9e-6f3b-4e6e-9d57-0d2b1c5b1a11' as ProjectId
const path = `/api/projects/${projectId}/revisions`

function open(response: (request: HttpRequest) => HttpResponse | Promise<HttpResponse>) {
  const { time, advance } = createVirtualTime()
  const asked: string[] = []
  const transport: Transport = (request) => {
    asked.push(`${request.method} ${request.path}`)
    return {
      response: Promise.resolve().then(() => response(request)),
      cancel: () => asked.push('cancelled'),
    }
  }
  const versions = createAccountVersions({
    projectId,
    http: createHttpClient(transport, time),
    syncNow: async () => {
      asked.push('sync')
    },
  })
  return { versions, asked, time, advance }
}

describe('the versions in the account', () => {
  test('are listed with their times and deletions', async () => {
    const { versions, asked } = open(() => ({
      status: 200,
      json: {
        revisions: [
          {
            revision: 2,
            name: 'Weather',
            createdAt: '2026-05-04T10:42:00Z',
            deletedAt: '2026-05-04T10:42:00Z',
          },
          { revision: 1, name: 'Weather', createdAt: '2026-05-04T10:40:00Z' },
        ],
      },
    }))
    expect(await versions.list()).toEqual({
      kind: 'ok',
      versions: [
        { revision: 2, name: 'Weather', atMs: Date.UTC(2026, 4, 4, 10, 42), isDeletion: true },
        { revision: 1, name: 'Weather', atMs: Date.UTC(2026, 4, 4, 10, 40), isDeletion: false },
      ],
    })
    expect(asked).toEqual([`GET ${path}`])
  })

  test('are read as projects; one that this build cannot read says so', async () => {
    const locale = 'en-US' as Locale
    const project = createProject({ id: projectId, name: 'Weather', locale, mint: () => crypto.randomUUID() })
    const ours = open(() => ({ status: 200, json: { name: 'Weather', data: toProjectData(project) } }))
    expect(await ours.versions.read(1)).toEqual({ kind: 'ok', project })
    const newer = open(() => ({ status: 200, json: { name: 'Weather', data: { schemaVersion: 99 } } }))
    expect(await newer.versions.read(1)).toMatchObject({ kind: 'refused' })
  })

  test('are restored between two rounds of sync, and the replaced one is named', async () => {
    const { versions, asked } = open(() => ({ status: 200, json: { id: projectId, revision: 7 } }))
    expect(await versions.restore(3)).toEqual({ kind: 'ok', replacedRevision: 6 })
    expect(asked).toEqual(['sync', `POST ${path}/3/restore`, 'sync'])
  })

  test.each([
    [{ status: 401, json: { error: { code: 'unauthorized', message: '' } } }, 'signed-out'],
    [{ status: 404, json: { error: { code: 'not_found', message: '' } } }, 'not-there'],
    [{ status: 429, json: { error: { code: 'rate_limited', message: 'Later.' } } }, 'refused'],
    // [F42] A captive portal.
    [{ status: 200 }, 'offline'],
    [{ status: 200, json: { hello: 'guest' } }, 'offline'],
    [{ status: 404, json: { hello: 'guest' } }, 'offline'],
  ] as const)('answered %j are %s', async (response, kind) => {
    expect(await open(() => response).versions.list()).toMatchObject({ kind })
  })

  test('[F43] a server that never answers is no network after a while', async () => {
    const { versions, asked, advance } = open(() => new Promise<never>(() => undefined))
    const listing = versions.list()
    advance(15_000)
    expect(await listing).toEqual({ kind: 'offline' })
    expect(asked).toContain('cancelled')
  })

  test('need somebody to be signed in', async () => {
    const syncNow = () => Promise.resolve()
    const versions = createAccountVersions({ projectId, http: undefined, syncNow })
    expect(await versions.list()).toEqual({ kind: 'signed-out' })
  })
})
