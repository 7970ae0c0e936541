import { randomUUID } from 'node:crypto'
import type { Sql } from 'postgres'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { SessionProof } from '#app/server/auth/session-proof.server.ts'
import type { Services } from '#app/server/services.server.ts'
import { createDocumentCache, type DocumentCache } from '#app/server/sync/document-cache.server.ts'
import { type CheckedSyncRequest, handleSync } from '#app/server/sync/handle-sync.server.ts'
import { commitEditGroup } from '#app/server/sync/pg-edit-group.server.ts'
import { createPgSyncRepository } from '#app/server/sync/pg-sync-repository.server.ts'
import type { Committed, SyncRepository } from '#app/server/sync/sync-repository.server.ts'
import type { AccountId } from '#db/account-id.ts'
import { describeProjectQuota } from '#tests/contracts/project-quota-contract.ts'
import { describeSyncRules } from '#tests/contracts/sync-repository-contract.ts'
import {
  changesOf,
  createTestProject,
  editCaption,
  renameProject,
  TestDevice,
  type Unnumbered,
  wholeOf,
} from '#tests/contracts/sync-steps.ts'
import { isNightly } from '#tests/setup/is-nightly.ts'
import { createAccountRow, createTestRuntime } from './setup/test-runtime.ts'

let runtime: Services & { close(): Promise<void> }
let sql: Sql
let cache: DocumentCache
let repository: SyncRepository
/** Transactions begun since the test began. */
let begun = 0
let committed: Committed[] = []
beforeAll(async () => {
  runtime = await createTestRuntime()
  sql = countBegins(runtime.database.sql)
  cache = createDocumentCache({ maxBytes: 50_000_000 })
  repository = createPgSyncRepository({ sql, cache, onCommitted: (one) => committed.push(one) })
})
afterAll(() => runtime.close())
beforeEach(() => {
  begun = 0
  committed = []
})

const countBegins = (real: Sql): Sql =>
  new Proxy(real, {
    get(target, name) {
      const member = Reflect.get(target, name)
      if (name !== 'begin') return member
      return (...parameters: unknown[]) => {
        begun += 1
        return member.apply(target, parameters)
      }
    },
  })

const proofOf = (accountId: AccountId): SessionProof => ({ token: accountId, maxDays: 90, minDaysLeft: 1 })

async function createAccount(): Promise<AccountId> {
  const accountId = await createAccountRow(runtime, randomUUID())
  await runtime.database.sql`
    insert into session (id, token, user_id, expires_at)
    values (${accountId}, ${accountId}, ${accountId}, now() + interval '30 days')`
  return accountId
}

/** Every edit takes the way of a group; what is no plain edit goes alone, as it would. */
const grouped = (): SyncRepository => ({
  ...repository,
  async transact(accountId, work, prefetch) {
    const member = prefetch?.isEdit && { accountId, work, prefetch, proof: proofOf(accountId) }
    const [judged] = member ? await commitEditGroup({ sql, cache }, [member]) : []
    if (judged === undefined) return repository.transact(accountId, work, prefetch)
    for (const { project, document } of judged.committed.writes) cache.keep(accountId, project, document)
    return judged.result as Awaited<ReturnType<typeof work>>
  },
})
describeSyncRules('the rules of sync over groups of edits', () => ({ repository: grouped(), createAccount }))
if (isNightly)
  describeProjectQuota('quotas of projects over groups of edits', () => ({
    repository: grouped(),
    createAccount,
  }))

class ProvenDevice extends TestDevice {
  isProven = true

  override send(pushes: readonly { n: number }[], cursor = this.cursor) {
    const { clientId, accountId, isProven } = this
    const proof = { ...proofOf(accountId), ...(isProven ? {} : { token: 'of another session' }) }
    const request = { protocol: 1, clientId, cursor, pushes: structuredClone(pushes), proof }
    return handleSync(this.repository, accountId, request as CheckedSyncRequest, this.rules)
  }
}

const first = createTestProject('The same for all')
const words = 'One edit'

/** Accounts with a project each, all of the same content. */
async function openDevices(count: number): Promise<ProvenDevice[]> {
  const devices: ProvenDevice[] = []
  for (let at = 0; at < count; at += 1) {
    const device = new ProvenDevice(repository, await createAccount())
    await runtime.database.sql`insert into sync_accounts (user_id) values (${device.accountId})`
    await device.push(wholeOf(first, 0))
    devices.push(device)
  }
  begun = 0
  committed = []
  return devices
}

const edit = (device: ProvenDevice) => device.push(changesOf(first, editCaption(first, words), 1))

async function readRows({ accountId }: ProvenDevice) {
  const { sql: plain } = runtime.database
  const projects = await plain`
    select name, data::text as "data", list_facts::text as "facts", revision, snapshot_revision, tail_bytes, size_bytes, seq,
      content_hash, client_n, deleted_at from projects where user_id = ${accountId}`
  const revisions = await plain`
    select revision, seq, name, label, changes, change_bytes, data_bytes, content_hash, client_n, deleted_at
    from project_revisions where user_id = ${accountId} order by revision`
  const clients = await plain`select last_n from sync_clients where user_id = ${accountId}`
  const accounts = await plain`
    select seq, project_count, project_bytes, kept_count, kept_bytes from sync_accounts where user_id = ${accountId}`
  return {
    projects: [...projects],
    revisions: [...revisions],
    clients: [...clients],
    accounts: [...accounts],
  }
}

test('edits of many accounts share transactions, and leave the rows that an edit alone leaves', async () => {
  const [alone, ...others] = await openDevices(20)
  if (alone === undefined) throw new Error('No device.')
  const answer = await edit(alone)
  const expected = await readRows(alone)
  expect(expected.revisions).toHaveLength(2)
  begun = 0
  committed = []
  const answers = await Promise.all(others.map(edit))
  expect(begun).toBeLessThan(10)
  expect(committed.map(({ accountId }) => accountId).sort()).toEqual(
    others.map(({ accountId }) => accountId).sort(),
  )
  for (const [at, device] of others.entries()) {
    expect(answers[at]).toEqual({ ...answer, epoch: expect.any(String) })
    expect(await readRows(device)).toEqual(expected)
  }
})

test('an edit among others that is not allowed, does not fit or is sent again gets the answer that it gets alone', async () => {
  const devices = await openDevices(8)
  const [ended, torn, again, two, ...others] = devices as [
    ProvenDevice,
    ProvenDevice,
    ProvenDevice,
    ProvenDevice,
    ...ProvenDevice[],
  ]
  ended.isProven = false
  const before = await readRows(ended)
  again.n -= 1
  const other = { ...changesOf(first, editCaption(first, words), 1), hash: 'f'.repeat(64) } as Unnumbered
  const [, , ofEnded, ofTorn, ofAgain, ofTwo] = await Promise.all([
    ...others.slice(0, 2).map(edit),
    ended.send(ended.number([changesOf(first, editCaption(first, words), 1)])),
    torn.push(other),
    again.push(changesOf(first, editCaption(first, words), 1)),
    two.push(changesOf(first, renameProject(first, 'Other'), 1)),
    ...others.slice(2).map(edit),
  ])
  expect(ofEnded).toEqual({ kind: 'unproven' })
  expect(await readRows(ended)).toEqual(before)
  expect(ofTorn).toMatchObject({ acks: [{ status: 'conflict', server: { data: expect.anything() } }] })
  expect(ofAgain).toMatchObject({ acks: [{ status: 'duplicate', revision: 1 }] })
  expect(ofTwo).toMatchObject({ acks: [{ status: 'applied', revision: 2 }] })
  for (const device of others) expect((await readRows(device)).projects[0]?.revision).toBe('2')
})

test('an account whose row is locked keeps only itself waiting', async () => {
  const devices = await openDevices(6)
  const [locked, ...others] = devices as [ProvenDevice, ...ProvenDevice[]]
  let unlock: () => void = () => undefined
  let holding: Promise<unknown> = Promise.resolve()
  await new Promise<void>((resolve) => {
    holding = runtime.database.sql.begin(async (tx) => {
      await tx`select 1 from sync_accounts where user_id = ${locked.accountId} for update`
      resolve()
      await new Promise<void>((release) => {
        unlock = release
      })
    })
  })
  let isDone = false
  const waiting = edit(locked).then((answer) => {
    isDone = true
    return answer
  })
  for (const answer of await Promise.all(others.map(edit))) expect(answer.acks[0]?.status).toBe('applied')
  expect(isDone).toBe(false)
  unlock()
  await holding
  expect((await waiting).acks[0]?.status).toBe('applied')
})

test('two edits of one account are never in one group', async () => {
  const [one, ...others] = await openDevices(4)
  if (one === undefined) throw new Error('No device.')
  const second = new ProvenDevice(repository, one.accountId)
  second.cursor = one.cursor
  const [ofOne, ofSecond] = await Promise.all([one, second, ...others].map(edit))
  expect([ofOne, ofSecond].map((answer) => answer?.acks[0]?.status).sort()).toEqual(['applied', 'conflict'])
  // The same with the database busy at first.
  const later = (device: ProvenDevice, name: string) =>
    device.push(changesOf(editCaption(first, words), renameProject(editCaption(first, words), name), 2))
  second.cursor = one.cursor
  const statuses = await Promise.all([
    ...others.map((device) => later(device, 'Filler')),
    later(one, 'One'),
    later(second, 'Second'),
  ])
  expect(
    statuses
      .slice(3)
      .map(({ acks }) => acks[0]?.status)
      .sort(),
  ).toEqual(['applied', 'conflict'])
})

test('an edit that cannot be written takes none of its group with it', async () => {
  const devices = await openDevices(6)
  const [refused, ...others] = devices as [ProvenDevice, ...ProvenDevice[]]
  const { sql: plain } = runtime.database
  await plain.unsafe(`
    create function refuse_one() returns trigger language plpgsql as $$ begin
      if new.user_id = '${refused.accountId}' then raise exception 'refused by the test'; end if; return new;
    end $$;
    create trigger refuse_one before insert on project_revisions for each row execute function refuse_one()`)
  try {
    const settled = await Promise.allSettled(devices.map(edit))
    expect(settled.map(({ status }) => status)).toEqual(['rejected', ...others.map(() => 'fulfilled')])
    expect((await readRows(refused)).projects[0]?.revision).toBe('1')
    for (const device of others) expect((await readRows(device)).revisions).toHaveLength(2)
  } finally {
    await plain.unsafe('drop trigger refuse_one on project_revisions; drop function refuse_one')
  }
})

/** Everything of the account's edit is written, and then its commit fails, as when the disk is full or Postgres stops. */
async function failCommitsOf({ accountId }: ProvenDevice): Promise<() => Promise<unknown>> {
  const { sql: plain } = runtime.database
  await plain.unsafe(`
    create function fail_commit() returns trigger language plpgsql as $$ begin
      if new.user_id = '${accountId}' then raise exception 'the commit fails'; end if; return null;
    end $$;
    create constraint trigger fail_commit after insert on project_revisions deferrable initially deferred
      for each row execute function fail_commit()`)
  return () => plain.unsafe('drop trigger fail_commit on project_revisions; drop function fail_commit')
}

test('[S12] [F45] an acknowledgement follows the commit on the server, that of an edit alone', async () => {
  const [device] = await openDevices(1)
  if (device === undefined) throw new Error('No device.')
  const mend = await failCommitsOf(device)
  try {
    await expect(edit(device)).rejects.toThrow('the commit fails')
    expect(committed).toEqual([])
  } finally {
    await mend()
  }
  // Nothing was said, so the device sends the same number again.
  device.n -= 1
  expect((await edit(device)).acks[0]?.status).toBe('applied')
})

test('[S12] [F45] an acknowledgement follows the commit on the server, those of a group of edits', async () => {
  const devices = await openDevices(8)
  const unlucky = devices[5] as ProvenDevice
  const others = devices.filter((device) => device !== unlucky)
  const mend = await failCommitsOf(unlucky)
  try {
    // The first two are alone; the six behind them are one group, whose commit fails for all of them.
    const settled = await Promise.allSettled(devices.map(edit))
    expect(settled.map(({ status }) => status)).toEqual(
      devices.map((device) => (device === unlucky ? 'rejected' : 'fulfilled')),
    )
    expect(committed.map(({ accountId }) => accountId).sort()).toEqual(
      others.map(({ accountId }) => accountId).sort(),
    )
    expect((await readRows(unlucky)).revisions).toHaveLength(1)
    for (const device of others) expect((await readRows(device)).revisions).toHaveLength(2)
  } finally {
    await mend()
  }
})
