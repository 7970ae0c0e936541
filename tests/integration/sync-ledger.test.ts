import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll } from 'vitest'
import type { Runtime } from '#app/server/runtime.server.ts'
import { createDocumentCache } from '#app/server/sync/document-cache.server.ts'
import { createPgSyncLedger } from '#app/server/sync/pg-sync-repository.server.ts'
import type { SyncLedger } from '#app/server/sync/sync-repository.server.ts'
import { describeAnswerSize } from '#tests/contracts/answer-size-contract.ts'
import { describeSyncRules } from '#tests/contracts/answer-sync-contract.ts'
import { createAccountRow, createTestRuntime } from './setup/test-runtime.ts'

let runtime: Runtime & { close(): Promise<void> }
let cached: SyncLedger
let uncached: SyncLedger
beforeAll(async () => {
  runtime = await createTestRuntime()
  const { sql } = runtime.database
  cached = createPgSyncLedger({ sql, cache: createDocumentCache({ maxBytes: 50_000_000 }) })
  uncached = createPgSyncLedger({ sql, cache: createDocumentCache({ maxBytes: 0 }) })
})
afterAll(() => runtime.close())

const createAccount = () => createAccountRow(runtime, randomUUID())

describeSyncRules('the rules of sync over Postgres', () => ({ ledger: cached, createAccount }))
describeSyncRules('the rules of sync over Postgres, each document read anew', () => ({
  ledger: uncached,
  createAccount,
}))
describeAnswerSize('answers of sync over Postgres', () => ({ ledger: cached, createAccount }))
