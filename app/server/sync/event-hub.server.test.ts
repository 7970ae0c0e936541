import type { Sql } from 'postgres'
import { expect, it, vi } from 'vitest'
import type { SyncEvent } from '#app/sync/protocol/projects.ts'
import { toAccountId } from '#db/account-id.ts'
import { createEventHub } from './event-hub.server.ts'
import type { AccountView, SyncRepository } from './sync-repository.server.ts'

const accountId = toAccountId('one')
const epoch = 'epoch-1'

/** The account at a number; its projects are pulled. */
const viewAt = (seq: number) =>
  ({ seq, epoch, mediaSeq: seq, listProjectsAfter: async () => [] }) as unknown as AccountView

/** A hub whose queries are answered by hand, and the announcements of other processes. */
function openHub() {
  const queries: ((seq: number) => void)[] = []
  let onMessage: (payload: string) => void = () => undefined
  const sql = {
    listen: async (_channel: string, handle: typeof onMessage) => {
      onMessage = handle
    },
  } as unknown as Sql
  const repository = {
    read: async (_accountId: string, work: (account: AccountView) => Promise<unknown>) => {
      const seq = await new Promise<number>((resolve) => queries.push(resolve))
      return work(viewAt(seq))
    },
  } as unknown as SyncRepository
  const waitForQuery = () => vi.waitFor(() => expect(queries).toHaveLength(1))
  const answer = async (seq: number) => {
    await waitForQuery()
    queries.pop()?.(seq)
  }
  const hub = createEventHub(sql, repository)
  return { hub, answer, waitForQuery, announce: (payload: string) => onMessage(payload) }
}

it('a write of another process that is seen while one of this process is sent is not lost', async () => {
  const { hub, answer, waitForQuery, announce } = openHub()
  const events: SyncEvent[] = []
  await hub.add({ accountId, clientId: undefined, cursor: 5, send: (event) => events.push(event) })
  await answer(5)
  // This process has committed 6, another one 7, whose announcement is the first to be handled.
  announce('7 one')
  await waitForQuery()
  hub.broadcastCommitted({ accountId, epoch, mediaSeq: 6, from: 5, seq: 6, writes: [] })
  await answer(7)
  announce('6 one')
  await answer(7)
  await vi.waitFor(() => expect(events.map(({ seq }) => seq)).toEqual([6, 7]))
})
