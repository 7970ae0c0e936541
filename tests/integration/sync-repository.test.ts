import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll } from 'vitest'
import type { Services } from '#app/server/services.server.ts'
import { createDocumentCache } from '#app/server/sync/document-cache.server.ts'
import { createPgSyncRepository } from '#app/server/sync/pg-sync-repository.server.ts'
import type { SyncRepository } from '#app/server/sync/sync-repository.server.ts'
import { describeProjectQuota } from '#tests/contracts/project-quota-contract.ts'
import { describeAnswerSize } from '#tests/contracts/response-size-contract.ts'
import { describeSyncRules } from '#tests/contracts/sync-repository-contract.ts'
import { createAccountRow, createTestRuntime } from './setup/test-runtime.ts'

let runtime: Services & { close(): Promise<void> }
let cached: SyncRepository
let uncached: SyncRepository
beforeAll(async () => {
  runtime = await createTestRuntime()
  const { sql } = runtime.database
  cached = createPgSyncRepository({ sql, cache: createDocumentCache({ maxBytes: 50_000_000 }) })
  uncached = createPgSyncRepository({ sql, cache: createDocumentCache({ maxBytes: 0 }) })
})
afterAll(() => runtime.close())

const createAccount = () => createAccountRow(runtime, randomUUID())

describeSyncRules('the rules of sync over Postgres', () => ({ repository: cached, createAccount }))
describeSyncRules('the rules of sync over Postgres, each document read anew', () => ({
  repository: uncached,
  createAccount,
}))
describeAnswerSize('answers of sync over Postgres', () => ({ repository: cached, createAccount }))
describeProjectQuota('quotas of projects over Postgres', () => ({ repository: cached, createAccount }))
