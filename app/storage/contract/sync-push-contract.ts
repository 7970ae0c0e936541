import { toCanonicalText } from '#app/document/changes/canonical-text.ts'
import { assertEqual, assertTrue, type ContractCase } from './contract.ts'
import { createTestProject, planMove } from './contract-fixtures.ts'
import {
  assignPushNumber,
  commit,
  createSynced,
  push,
  readSync,
  response,
  type Stores,
  start,
} from './contract-steps.ts'

/** In-flight pushes: numbered, sent, acknowledged. */
export const syncPushContract: readonly ContractCase<Stores>[] = [
  {
    title: 'the client id is minted once and is the same in every tab',
    async run(open) {
      const [left, right] = [await open(), await open()]
      const [first, second] = [await left.sync.readSyncState(), await right.sync.readSyncState()]
      assertEqual(first, second)
      assertEqual([first.nextMutationId, first.cursor, first.epoch], [1, null, undefined])
    },
  },
  {
    title: 'a new project waits with no base; numbered it waits no more, and gets one number [S5]',
    async run(open) {
      const stores = await open()
      const fence = await stores.sync.becomeLeader()
      const project = createTestProject()
      await stores.projects.create(project, start)
      const read = await readSync(stores, project)
      assertEqual([read.base.revision, read.base.project, read.isWaiting], [0, undefined, true])
      assertEqual(read.workingCopy?.project, project)
      const inFlight = await assignPushNumber(stores, project, fence)
      assertEqual([inFlight.mutationId, inFlight.push.n], [1, 1])
      assertEqual(await stores.sync.listWaiting(), [])
      assertEqual(await stores.sync.listInFlight(), [inFlight])
      assertEqual(await stores.sync.assignNumbers([inFlight], fence), [])
      assertEqual((await stores.sync.readSyncState()).nextMutationId, 2)
    },
  },
  {
    title: 'a snapshot that is ready to be sent is numbered where it lies, and its text outlives it [S11]',
    async run(open) {
      const stores = await open()
      const fence = await stores.sync.becomeLeader()
      const project = { ...createTestProject(), view: { zoom: 2 } }
      await stores.projects.create(project, start)
      const [read] = await stores.sync.readForSync([project.id], { asText: true })
      // Stores that were opened without a hash have none.
      if (read?.whole === undefined) return assertEqual(read?.workingCopy?.project, project)
      const { text, hash, view, seq, snapshotId } = read.whole
      assertEqual([text, view, seq], [toCanonicalText(project), project.view, 0])
      const push = { projectId: project.id, baseRevision: 0, text, hash, view }
      const { generation } = read
      const plan = { projectId: project.id, generation, baseRevision: 0, characters: text.length, snapshotId }
      const inFlight = await stores.sync.assignNumbers([{ ...plan, throughSeq: seq, push }], fence)
      assertTrue(!('kind' in inFlight), 'the push is in flight')
      assertEqual(await stores.sync.listInFlight(), inFlight)
      await commit(stores.projects, planMove(project, 0.4))
      assertEqual(await stores.sync.listInFlight(), inFlight)
      await stores.projects.purge(project.id)
      const [kept] = await stores.sync.listInFlight()
      assertEqual(kept?.push, inFlight[0]?.push)
    },
  },
  {
    title: 'an acknowledgement makes what was sent the base and leaves what came since waiting [S10]',
    async run(open) {
      const stores = await open()
      const fence = await stores.sync.becomeLeader()
      const project = createTestProject()
      await stores.projects.create(project, start)
      const { mutationId } = await assignPushNumber(stores, project, fence)
      const moved = planMove(project, 0.4)
      await commit(stores.projects, moved)
      await response(stores, fence, { matched: [{ mutationId, kind: 'applied', revision: 3, hash: 'h' }] })
      const read = await readSync(stores, project)
      assertEqual([read.base, read.isWaiting], [{ revision: 3, project, hash: 'h' }, true])
      assertEqual(read.workingCopy?.project, moved.project)
      const next = await assignPushNumber(stores, moved.project, fence)
      assertEqual([next.mutationId, next.baseRevision], [2, 3])
      await response(stores, fence, {
        matched: [{ mutationId: next.mutationId, kind: 'applied', revision: 4 }],
      })
      const done = await readSync(stores, project)
      assertEqual([done.base.project, done.isWaiting], [moved.project, false])
      assertEqual(
        (await stores.projects.listRows()).map((row) => [row.baseRevision, row.pending]),
        [[4, false]],
      )
    },
  },
  {
    title: 'an answer that comes again, or to a push that was released since, does not turn the base back',
    async run(open) {
      const stores = await open()
      const fence = await stores.sync.becomeLeader()
      const project = createTestProject()
      await stores.projects.create(project, start)
      await push(stores, project, { revision: 6, fence })
      await response(stores, fence, { matched: [{ mutationId: 1, kind: 'applied', revision: 5 }] })
      assertEqual((await readSync(stores, project)).base, { revision: 6, project })
      await commit(stores.projects, planMove(project, 0.4))
      const { mutationId } = await assignPushNumber(stores, project, fence)
      await response(stores, fence, { matched: [{ mutationId, kind: 'released' }] })
      await response(stores, fence, { matched: [{ mutationId, kind: 'applied', revision: 7 }] })
      const { base, isWaiting } = await readSync(stores, project)
      assertEqual([base, isWaiting], [{ revision: 6, project }, true])
    },
  },
  {
    title: 'a released push waits again under a new number, its base unchanged',
    async run(open) {
      const stores = await open()
      const fence = await stores.sync.becomeLeader()
      const project = await createSynced(stores, fence)
      await commit(stores.projects, planMove(project, 0.4))
      const { mutationId } = await assignPushNumber(stores, project, fence)
      await response(stores, fence, { matched: [{ mutationId, kind: 'released' }] })
      assertEqual((await stores.sync.listWaiting()).length, 1)
      assertEqual((await readSync(stores, project)).base, { revision: 1, project })
      assertEqual((await assignPushNumber(stores, project, fence)).mutationId, mutationId + 1)
    },
  },
  {
    title: 'a rejected push is in quarantine with its reason, waits for nobody, and can be tried again [F5]',
    async run(open) {
      const stores = await open()
      const fence = await stores.sync.becomeLeader()
      const project = await createSynced(stores, fence)
      await commit(stores.projects, planMove(project, 0.4))
      const inFlight = await assignPushNumber(stores, project, fence)
      const refusal = { code: 'too_large', message: 'It is too large.' }
      await response(stores, fence, {
        matched: [{ mutationId: inFlight.mutationId, kind: 'rejected', ...refusal }],
      })
      assertEqual(await stores.sync.listWaiting(), [])
      const [entry] = await stores.sync.listQuarantine()
      assertTrue(entry !== undefined, 'an entry in quarantine')
      assertEqual([entry.code, entry.message, entry.push], ['too_large', 'It is too large.', inFlight.push])
      assertEqual(
        (await stores.projects.listRows()).map((row) => [row.pending, row.syncError]),
        [[true, 'It is too large.']],
      )
      await stores.sync.retryQuarantined(entry.id)
      assertEqual([(await stores.sync.listWaiting()).length, await stores.sync.listQuarantine()], [1, []])
      const again = await assignPushNumber(stores, project, fence)
      await response(stores, fence, {
        matched: [{ mutationId: again.mutationId, kind: 'applied', revision: 2 }],
      })
      assertEqual(
        (await stores.projects.listRows()).map((row) => [row.pending, row.syncError]),
        [[false, undefined]],
      )
    },
  },
]
