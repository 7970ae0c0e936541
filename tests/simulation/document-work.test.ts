import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Project } from '#app/document/model/schema.ts'
import { projectSchema, screenSchema } from '#app/document/model/schema.ts'
import { handleSync } from '#app/server/sync/handle-sync.server.ts'
import { openMemoryConnection } from '#app/storage/memory/connection.ts'
import { createMemoryDisk } from '#app/storage/memory/disk.ts'
import { openProjects } from '#app/storage/open-projects.ts'
import { planPush } from '#app/sync/projects/plan-push.ts'
import { resolveItems } from '#app/sync/projects/resolve-changes.ts'
import type { RemoteItem } from '#app/sync/protocol/projects.ts'
import { toAccountId } from '#db/account-id.ts'
import { createTestProject, hashText, testRules, textOf } from '#tests/contracts/sync-steps.ts'
import { createMemorySyncRepository } from '#tests/fakes/memory-sync-repository.ts'

// Counts how often a whole document is parsed, serialised, hashed and validated by zod, station by station of its way
// between two devices. A document is recognised by a text in it that is longer than all small values.

const LONG = 100_000
const work = { parsed: 0, written: 0, hashed: 0, validatedByZod: 0 }
const nothing = { ...work }

function takeWork() {
  const done = { ...work }
  Object.assign(work, nothing)
  return done
}

function hash(parts: readonly string[]): string {
  if (parts.some(({ length }) => length > LONG)) work.hashed += 1
  return hashText(parts)
}

beforeEach(() => {
  takeWork()
  const { parse, stringify } = JSON
  vi.spyOn(JSON, 'parse').mockImplementation((text: string, ...rest) => {
    if (text.length > LONG) work.parsed += 1
    return parse(text, ...rest)
  })
  vi.spyOn(JSON, 'stringify').mockImplementation((...given: Parameters<typeof JSON.stringify>) => {
    const text = stringify(...given)
    if (text !== undefined && text.length > LONG) work.written += 1
    return text
  })
  for (const schema of [projectSchema, screenSchema]) {
    const { safeParse } = schema
    vi.spyOn(schema, 'safeParse').mockImplementation((...given: [unknown]) => {
      work.validatedByZod += 1
      return safeParse(...given) as never
    })
  }
})
afterEach(() => vi.restoreAllMocks())

function openDevice() {
  const connection = openMemoryConnection({ databaseName: 'device', disk: createMemoryDisk() })
  return openProjects(connection, { scheduleIdle: () => undefined, hash: async (parts) => hash(parts) })
}

const longProject = (): Project => ({ ...createTestProject(), note: 'x'.repeat(LONG + 1) }) as Project
const rebase = () => {
  throw new Error('Nothing is merged here.')
}

test('on its way to the account a document is serialised and hashed once here, parsed, checked and hashed once there', async () => {
  const [{ projects, sync }, project] = [openDevice(), longProject()]
  await projects.create(project, 1)
  expect(takeWork(), 'made').toEqual({ ...nothing, written: 1, hashed: 1 })

  const fence = await sync.becomeLeader()
  const [read] = await sync.readForSync([project.id], { asText: true })
  const planned = read && (await planPush(read, { hash: async (parts) => hash(parts), isPulled: true }))
  if (planned?.kind !== 'push') throw new Error('There is nothing to push.')
  const inFlight = await sync.assignNumbers([planned.plan], fence)
  if ('kind' in inFlight) throw new Error('Fenced.')
  expect(takeWork(), 'sealed').toEqual(nothing)

  const repository = createMemorySyncRepository({ now: () => new Date(0), mintId: () => 'an epoch' })
  const pushes = inFlight.map(({ push }) => push)
  const request = { protocol: 1, clientId: crypto.randomUUID(), cursor: null, pushes }
  const result = await handleSync(repository, toAccountId('account'), request, {
    ...testRules,
    hashText: hash,
  })
  expect(result).toMatchObject({ response: { acks: [{ status: 'applied', revision: 1 }] } })
  // Serialised once to check that it is canonical; the received text is stored.
  expect(takeWork(), 'taken by the server').toEqual({ ...nothing, parsed: 1, written: 1, hashed: 1 })

  const matched = [{ mutationId: 1, kind: 'applied' as const, revision: 1 }]
  await sync.applyResponse({ fence, atMs: 2, matched, inFlight, updates: [], rebase })
  expect(takeWork(), 'acknowledged').toEqual(nothing)
})

test('on its way to a new device a document is hashed once and parsed when it is opened', async () => {
  const [{ projects, sync }, project] = [openDevice(), longProject()]
  const { projectId, text, hash: told } = textOf(project, 0)
  const item: RemoteItem = {
    projectId,
    revision: 1,
    seq: 1,
    updatedAt: '2026-01-01T00:00:00Z',
    hash: told,
    name: project.name,
    text,
    facts: { schemaVersion: 1, screenCount: 3, canvasSizeIds: ['iphone-69'], locales: ['en-US'] },
  }
  takeWork()
  const context = { hash: async (parts: readonly string[]) => hash(parts), nowMs: () => 1, onResync: rebase }
  const api = { get: rebase }
  const resolved = await resolveItems({ ...context, store: sync, api }, [item], new Map())
  if (resolved.kind !== 'resolved') throw new Error('It was not taken.')
  const fence = await sync.becomeLeader()
  await sync.applyResponse({ fence, atMs: 2, matched: [], updates: resolved.updates, rebase })
  expect(takeWork(), 'stored').toEqual({ ...nothing, hashed: 1 })

  expect(await projects.load(project.id)).toMatchObject({ kind: 'ok', project: { name: project.name } })
  expect(takeWork(), 'opened').toEqual({ ...nothing, parsed: 1 })
})
