import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { toAccountId } from '#db/account-id.ts'
import { describeProjectQuota } from '#tests/contracts/project-quota-contract.ts'
import { describeAnswerSize } from '#tests/contracts/response-size-contract.ts'
import { describeSyncRules } from '#tests/contracts/sync-repository-contract.ts'
import {
  changesOf,
  createTestProject,
  editCaption,
  requireResponse,
  TestDevice,
  wholeOf,
} from '#tests/contracts/sync-steps.ts'
import { createMemorySyncRepository, type MemoryRepositoryCall } from '#tests/fakes/memory-sync-repository.ts'

const createRepository = (beforeCall?: (call: MemoryRepositoryCall) => void) =>
  createMemorySyncRepository({ now: () => new Date(), mintId: randomUUID, ...(beforeCall && { beforeCall }) })

describeSyncRules('the rules of sync over memory', () => ({
  repository: createRepository(),
  createAccount: async () => toAccountId(randomUUID()),
}))
describeProjectQuota('quotas of projects over memory', () => ({
  repository: createRepository(),
  createAccount: async () => toAccountId(randomUUID()),
}))
describeAnswerSize('answers of sync over memory', () => ({
  repository: createRepository(),
  createAccount: async () => toAccountId(randomUUID()),
}))

test('[F8] wherever a transaction is cut, either all of it stays or nothing, and sending again completes it', async () => {
  let callsLeft = Number.POSITIVE_INFINITY
  const repository = createRepository(() => {
    callsLeft -= 1
    if (callsLeft < 0) throw new Error('cut')
  })
  const project = createTestProject()
  for (let cutAt = 0; ; cutAt += 1) {
    const device = new TestDevice(repository, toAccountId(randomUUID()))
    await device.push(wholeOf(project, 0))
    const pushes = device.number([
      changesOf(project, editCaption(project, 'Edited'), 1),
      wholeOf(createTestProject(), 0),
    ])
    callsLeft = cutAt
    const cut = await device.send(pushes).catch((error: Error) => error.message)
    const wasCut = cut === 'cut'
    callsLeft = Number.POSITIVE_INFINITY
    const { acks, lastN } = requireResponse(await device.send(pushes))
    expect(lastN).toBe(3)
    expect(acks.map(({ revision }) => revision)).toEqual([2, 1])
    expect(new Set(acks.map(({ status }) => status)).size).toBe(1)
    expect((await new TestDevice(repository, device.accountId).pull()).changes).toHaveLength(2)
    if (!wasCut) break
  }
})
