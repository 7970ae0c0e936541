import { randomUUID } from 'node:crypto'
import { beforeEach, describe, expect, test } from 'vitest'
import { readListSummary } from '#app/document/catalogue/list-summary.ts'
import type { Change } from '#app/document/changes/change.ts'
import { diffProjects } from '#app/document/changes/diff-projects.ts'
import type { CanvasSizeId, ElementId, ScreenId } from '#app/document/model/ids.ts'
import { toProjectData } from '#app/document/model/project-data.ts'
import type { ProjectDocument } from '#app/document/model/schema.ts'
import type { SyncRepository } from '#app/server/sync/sync-repository.server.ts'
import type { AccountId } from '#db/account-id.ts'
import { isNightly } from '#tests/setup/is-nightly.ts'
import {
  applyItem,
  changesOf,
  createTestProject,
  deletionOf,
  editCaption,
  hashOf,
  hashText,
  renameProject,
  requireResponse,
  TestDevice,
  testRules,
  textOf,
  wholeOf,
} from './sync-steps.ts'

export type RepositoryUnderTest = { repository: SyncRepository; createAccount(): Promise<AccountId> }

const range = (count: number) => Array.from({ length: count }, (_, index) => index)

/** The rules of POST /api/sync over a repository: the contract of every implementation. */
export function describeSyncRules(name: string, open: () => RepositoryUnderTest): void {
  describe(name, () => {
    let accountId: AccountId
    let device: TestDevice
    let other: TestDevice

    beforeEach(async () => {
      const { repository, createAccount } = open()
      accountId = await createAccount()
      device = new TestDevice(repository, accountId)
      other = new TestDevice(repository, accountId)
    })

    test('a new account gets an empty page, merge as its policy, and the same epoch for all', async () => {
      const response = await device.pull()
      expect(response).toEqual({
        epoch: expect.stringMatching(/^[0-9a-f-]{36}$/),
        cursor: 0,
        lastN: 0,
        acks: [],
        changes: [],
        more: false,
        mediaSeq: 0,
        conflictPolicy: 'merge',
      })
      expect((await other.push(wholeOf(createTestProject(), 0))).epoch).toBe(response.epoch)
    })

    test('a project pushed as its text is stored unchanged, and sent unchanged', async () => {
      const project: ProjectDocument = { ...createTestProject('Größe 🏖'), view: { zoom: 2 } }
      const { acks } = await device.push(textOf(project, 0))
      expect(acks).toEqual([
        { n: 1, projectId: project.id, status: 'applied', revision: 1, hash: hashOf(project) },
      ])
      const [told] = (await other.pullTexts()).changes
      const { text, hash, view } = textOf(project, 0)
      const facts = { schemaVersion: 1, ...readListSummary(project) }
      expect(told).toMatchObject({ revision: 1, name: project.name, hash, text, view, facts })
      expect(told).not.toHaveProperty('data')
      const [plain] = (await other.pull()).changes
      expect(plain).toMatchObject({ hash, name: project.name, data: toProjectData(project) })
      expect(plain).not.toHaveProperty('text')
    })

    test('a project pushed as data is sent as text, too, and changes on a text are changes on its document', async () => {
      const project = createTestProject()
      await device.push(wholeOf(project, 0))
      expect((await other.pullTexts()).changes).toMatchObject([{ text: textOf(project, 0).text }])
      const edited = editCaption(project, 'Edited')
      await device.push(changesOf(project, edited, 1))
      const [told] = (await other.pullTexts()).changes
      // Changes are stored beside the text: the whole is reconstructed.
      expect(told).toMatchObject({ revision: 2, hash: hashOf(edited), data: toProjectData(edited) })
    })

    test('the labels of many edits are cut before an emoji that no longer fits, which no text could be stored with', async () => {
      const project = createTestProject()
      const [once, twice] = [editCaption(project, 'Once'), editCaption(project, 'Twice')]
      await device.push(wholeOf(project, 0))
      const changes = [
        { ...diffProjects(project, once, 'x'.repeat(197)) },
        { ...diffProjects(once, twice, '🏖 moved') },
      ] as (Change & { ops: never })[]
      const { acks } = await device.push({
        ...{ projectId: project.id, baseRevision: 1, changes },
        hash: hashOf(twice),
      })
      expect(acks).toMatchObject([{ status: 'applied', revision: 2 }])
      const [head] = await device.repository.read(accountId, (account) =>
        account.listHeadsFrom(project.id, 2),
      )
      expect(head?.label).toBe(`${'x'.repeat(197)}, `)
    })

    test('a text that is not the canonical text of its document is rejected alone', async () => {
      const project = createTestProject()
      const { text, ...rest } = textOf(project, 0)
      const bad = [
        text.replace(',', ', '),
        text.replace('"data":{', '"data":{"zz":1,'),
        text.replace('{"data":', '{"a":1,"data":'),
        text.replace('"First"', '"Fir\\u0000st"'),
        text.replace('"First"', '"Fir\\ud800st"'),
        text.replace('"First"', '"\\u0046irst"'),
        text.replace('"data":{', '"data":{"__proto__":{},'),
        `{"data":${'{"a":'.repeat(80)}1${'}'.repeat(80)},"name":"Deep"}`,
        '{"data":[],"name":"First"}',
        '{"name":"First"}',
        '[]',
        text.slice(0, -1),
      ]
      for (const wrong of bad) {
        const push = { ...rest, text: wrong, hash: hashText([wrong]) }
        const [ack] = (await device.push(push)).acks
        expect(ack, wrong.slice(0, 40)).toMatchObject({ status: 'rejected', error: { code: 'invalid' } })
      }
      const [ack] = (await device.push({ ...rest, text, hash: hashText(['other']) })).acks
      expect(ack).toMatchObject({ status: 'rejected', error: { code: 'invalid' } })
      expect((await other.pull()).changes).toEqual([])
      expect((await device.push(textOf(project, 0))).acks).toMatchObject([{ status: 'applied' }])
    })

    test('a text whose names look like numbers is canonical in the order of its characters', async () => {
      const project = { ...createTestProject(), extra: { 9: 'nine', 10: 'ten', a: 1 } } as ProjectDocument
      expect(textOf(project, 0).text).toContain('{"10":"ten","9":"nine","a":1}')
      expect((await device.push(textOf(project, 0))).acks).toMatchObject([{ status: 'applied' }])
      expect((await other.pullTexts()).changes).toMatchObject([{ text: textOf(project, 0).text }])
    })

    test('a whole push creates; another device gets it whole and its own device does not', async () => {
      const project = createTestProject()
      const response = await device.push(wholeOf(project, 0))
      expect(response).toMatchObject({ cursor: 1, lastN: 1, changes: [], more: false })
      expect(response.acks).toEqual([
        { n: 1, projectId: project.id, status: 'applied', revision: 1, hash: hashOf(project) },
      ])
      const { changes, cursor } = await other.pull()
      expect(cursor).toBe(1)
      expect(changes).toEqual([
        {
          projectId: project.id,
          revision: 1,
          seq: 1,
          updatedAt: expect.stringMatching(/^\d{4}-.*Z$/),
          createdAt: expect.stringMatching(/^\d{4}-.*Z$/),
          by: { clientId: device.clientId, n: 1 },
          hash: hashOf(project),
          name: 'First',
          data: toProjectData(project),
        },
      ])
    })

    test('a changes push is sent to other devices as changes from the revision they have', async () => {
      const project = createTestProject()
      await device.push(wholeOf(project, 0))
      await other.pull()
      const once = editCaption(project, 'Once')
      const twice = renameProject(editCaption(once, 'Twice'), 'Second')
      expect((await device.push(changesOf(project, once, 1))).acks[0]).toMatchObject({
        status: 'applied',
        revision: 2,
        hash: hashOf(once),
      })
      await device.push(changesOf(once, twice, 2))
      const { changes } = await other.pull()
      expect(changes).toHaveLength(1)
      expect(changes[0]).toMatchObject({ baseRevision: 1, revision: 3, seq: 3, hash: hashOf(twice) })
      expect(changes[0]).not.toHaveProperty('data')
      expect(applyItem(project, changes[0] as never)).toEqual(twice)
      // A device without the project gets it whole.
      const fresh = new TestDevice(device.repository, accountId)
      expect((await fresh.pull()).changes[0]).toMatchObject({ name: 'Second', data: toProjectData(twice) })
    })

    test('[F1] [S12] [S13] a repeated push gets `duplicate` with its result, and is applied once', async () => {
      const project = createTestProject()
      const pushes = device.number([wholeOf(project, 0)])
      await device.send(pushes)
      const again = requireResponse(await device.send(pushes))
      expect(again).toMatchObject({ lastN: 1, cursor: 1 })
      expect(again.acks).toEqual([
        { n: 1, projectId: project.id, status: 'duplicate', revision: 1, hash: hashOf(project) },
      ])
      // Sent before the response arrived, so its cursor is old: the item names the push's client [F29].
      expect(again.changes).toEqual([
        expect.objectContaining({ revision: 1, by: { clientId: device.clientId, n: 1 } }),
      ])
    })

    test('[S13] a conflict and a rejection consume their number, and a repeat reports that they were not applied', async () => {
      const project = createTestProject()
      await other.push(wholeOf(project, 0))
      const pushes = device.number([
        wholeOf({ ...project, name: 'Mine' }, 0),
        { projectId: randomUUID(), baseRevision: 0, name: 'x', data: { schemaVersion: 1 } },
      ])
      const first = requireResponse(await device.send(pushes))
      expect(first.lastN).toBe(2)
      expect(first.acks).toMatchObject([
        { n: 1, status: 'conflict', server: { projectId: project.id, revision: 1, name: 'First' } },
        {
          n: 2,
          status: 'rejected',
          error: { code: 'invalid', message: expect.stringMatching(/^The .*\.$/) },
        },
      ])
      const again = requireResponse(await device.send(pushes))
      expect(again.acks).toEqual([
        { n: 1, projectId: project.id, status: 'duplicate' },
        { n: 2, projectId: expect.any(String), status: 'duplicate' },
      ])
    })

    test('[S12] a skipped number rejects the whole request, with the last one; so does a first number that is not 1', async () => {
      const project = createTestProject()
      await device.push(wholeOf(project, 0))
      device.n = 2
      const result = await device.send(device.number([wholeOf(createTestProject(), 0)]))
      expect(result).toEqual({ kind: 'gap', lastMutationId: 1, epoch: expect.any(String) })
      // A gap after a valid push: that one is not applied either.
      const third = await device.send([
        { ...wholeOf(createTestProject(), 0), n: 2 },
        { ...wholeOf(createTestProject(), 0), n: 4 },
      ])
      expect(third).toMatchObject({ kind: 'gap', lastMutationId: 1 })
      const stranger = new TestDevice(device.repository, accountId)
      stranger.n = 1
      expect(await stranger.send(stranger.number([wholeOf(createTestProject(), 0)]))).toMatchObject({
        kind: 'gap',
        lastMutationId: 0,
      })
      expect((await other.pull()).changes.map(({ projectId }) => projectId)).toEqual([project.id])
    })

    test('pushes of one request follow each other, also on one project', async () => {
      const project = createTestProject()
      const edited = editCaption(project, 'Edited')
      const { acks } = await device.push(wholeOf(project, 0), changesOf(project, edited, 1))
      expect(acks).toMatchObject([
        { status: 'applied', revision: 1 },
        { status: 'applied', revision: 2, hash: hashOf(edited) },
      ])
      expect(applyItem(undefined, (await other.pull()).changes[0] as never)).toEqual(edited)
    })

    test('a conflict on an old base brings the changes since it, or the whole project when they are not known', async () => {
      const project = createTestProject()
      await device.push(wholeOf(project, 0))
      const theirs = editCaption(project, 'Theirs')
      await device.push(changesOf(project, theirs, 1))
      const mine = editCaption(project, 'Mine')
      const [ack] = (await other.push(changesOf(project, mine, 1))).acks
      expect(ack).toMatchObject({ status: 'conflict', server: { revision: 2, baseRevision: 1 } })
      expect(applyItem(project, ack?.server as never)).toEqual(theirs)
      const [blind] = (await other.push(wholeOf(mine, 0))).acks
      expect(blind).toMatchObject({ status: 'conflict', server: { data: toProjectData(theirs) } })
    })

    test('a conflict over a missing project reports that it is missing', async () => {
      const project = createTestProject()
      const push = changesOf(project, editCaption(project, 'x'), 0)
      expect((await device.push(push)).acks).toEqual([
        { n: 1, projectId: project.id, status: 'conflict', server: null },
      ])
      expect((await device.push(deletionOf(project, 0))).acks).toEqual([
        { n: 2, projectId: project.id, status: 'conflict', server: null },
      ])
    })

    test('[S15] a push whose hash differs after applying is not stored: the server sends the whole project', async () => {
      const project = createTestProject()
      await device.push(wholeOf(project, 0))
      const push = { ...changesOf(project, editCaption(project, 'x'), 1), hash: hashOf(project) }
      const result = await device.send(device.number([push]))
      expect(result).toMatchObject({ kind: 'responded', resyncCount: 1, hasWritten: false })
      expect(requireResponse(result).acks[0]).toMatchObject({
        status: 'conflict',
        server: { revision: 1, data: toProjectData(project) },
      })
    })

    describe('deletions', () => {
      let project: ProjectDocument
      beforeEach(async () => {
        project = createTestProject()
        await device.push(wholeOf(project, 0))
        await other.pull()
      })

      test('reach other devices as tombstones; deleting a deleted project is accepted', async () => {
        const { acks } = await device.push(deletionOf(project, 1))
        expect(acks).toEqual([{ n: 2, projectId: project.id, status: 'applied', revision: 2 }])
        const again = await other.push(deletionOf(project, 1))
        expect(again.acks).toEqual([{ n: 1, projectId: project.id, status: 'applied', revision: 2 }])
        expect(again.changes).toEqual([
          {
            projectId: project.id,
            revision: 2,
            seq: 2,
            updatedAt: expect.any(String),
            deletedAt: expect.any(String),
            by: { clientId: device.clientId, n: 2 },
          },
        ])
      })

      test('[F25] an edit that did not know of the deletion is a conflict; pushed on the tombstone it restores the project', async () => {
        await device.push(deletionOf(project, 1))
        const edited = editCaption(project, 'Edited offline')
        const [ack] = (await other.push(changesOf(project, edited, 1))).acks
        expect(ack).toMatchObject({
          status: 'conflict',
          server: { revision: 2, deletedAt: expect.any(String) },
        })
        const [back] = (await other.push(wholeOf(edited, 2))).acks
        expect(back).toMatchObject({ status: 'applied', revision: 3 })
        const { changes } = await device.pull()
        expect(changes).toHaveLength(1)
        expect(changes[0]).not.toHaveProperty('deletedAt')
        // The deletion lies in between, so it is sent whole.
        expect(changes[0]?.data).toEqual(toProjectData(edited))
      })

      test('[F25] a deletion that did not know of an edit is a conflict, and deletes nothing', async () => {
        const edited = editCaption(project, 'Edited')
        await device.push(changesOf(project, edited, 1))
        const [ack] = (await other.push(deletionOf(project, 1))).acks
        expect(ack).toMatchObject({ status: 'conflict', server: { revision: 2, baseRevision: 1 } })
      })
    })

    describe('[F5] one invalid push is rejected alone, with a reason', () => {
      const project = createTestProject()
      const bad = { op: 'set', path: ['note'], after: 'a\0b' }
      const inChanges = (ops: unknown[]) => ({
        projectId: project.id,
        baseRevision: 1,
        changes: [{ label: 'x', ops }],
        hash: hashOf(project),
      })
      const deep = (levels: number) => JSON.parse('['.repeat(levels) + ']'.repeat(levels))
      test.each([
        ['no project id', { baseRevision: 0, name: 'x', data: {} }],
        ['a project id that is none', { projectId: 'x', baseRevision: 0, deleted: true }],
        ['a NUL in a whole project', { ...wholeOf(project, 0), data: { note: 'a\0b' } }],
        ['a whole project that does not parse', { ...wholeOf(project, 0), data: { schemaVersion: 1 } }],
        ['a newer schema', { ...wholeOf(project, 0), data: { ...toProjectData(project), schemaVersion: 3 } }],
        ['no data', { projectId: project.id, baseRevision: 0, name: 'x' }],
        ['data that is a list', { projectId: project.id, baseRevision: 0, name: 'x', data: [] }],
        ['a blank name', { ...wholeOf({ ...project, name: ' ' }, 0) }],
        ['a hash of something else', { ...wholeOf(project, 0), hash: hashOf({ ...project, name: 'y' }) }],
        ['65 levels', { ...wholeOf(project, 0), data: { ...toProjectData(project), deep: deep(64) } }],
        ['an op that is none', inChanges([{ op: 'explode', path: ['x'] }])],
        ['a reserved word in a path', inChanges([{ op: 'set', path: ['__proto__', 'x'], after: 1 }])],
        ['NUL in a change', inChanges([bad])],
        ['a change of the id', inChanges([{ op: 'set', path: ['id'], after: randomUUID() }])],
        ['changes too deep', inChanges([{ op: 'set', path: ['a'], after: deep(64) }])],
        ['changes that break the schema', inChanges([{ op: 'set', path: ['schemaVersion'], after: 9 }])],
        ['changes that take the name away', inChanges([{ op: 'set', path: ['name'], after: '' }])],
        ['an empty list of changes', { ...inChanges([]), changes: [] }],
      ])('%s', async (_case, push) => {
        await other.push(wholeOf({ ...project, name: 'There' }, 0))
        const good = createTestProject()
        const { acks, lastN } = await device.push(push as never, wholeOf(good, 0))
        // Never a conflict, although another project is there: no merge could resolve it.
        expect(acks[0]).toMatchObject({
          n: 1,
          status: 'rejected',
          error: { code: 'invalid', message: expect.stringMatching(/^\S.*\.$/) },
        })
        expect(acks[1]).toMatchObject({ n: 2, status: 'applied' })
        expect(lastN).toBe(2)
      })

      test('[F6] a project that is too large', async () => {
        const large = { ...createTestProject(), note: 'x'.repeat(testRules.limits.projectMaxBytes) }
        const { acks } = await device.push(wholeOf(large, 0))
        expect(acks[0]).toMatchObject({
          status: 'rejected',
          error: { code: 'too_large', message: expect.stringMatching(/400000 bytes/) },
        })
      })
    })

    test('[F31] fields that the server does not know survive whole pushes and changes', async () => {
      const project = {
        ...createTestProject(),
        fromTheFuture: { deep: [1, 2.5, null, 'é🙂'] },
      } as ProjectDocument
      await device.push(wholeOf(project, 0))
      const edited = { ...editCaption(project, 'x'), alsoNew: { toString: 'yes' } } as ProjectDocument
      expect((await device.push(changesOf(project, edited, 1))).acks[0]).toMatchObject({ status: 'applied' })
      expect(applyItem(undefined, (await other.pull()).changes[0] as never)).toEqual(edited)
    })

    test('[F32] another protocol gets the request to upgrade, and nothing is stored', async () => {
      const { handleSync } = await import('#app/server/sync/handle-sync.server.ts')
      const pushes = device.number([wholeOf(createTestProject(), 0)])
      const request = { protocol: 2, clientId: device.clientId, cursor: null, pushes }
      expect(await handleSync(device.repository, accountId, request as never, testRules)).toEqual({
        kind: 'upgrade',
      })
      expect((await other.pull()).cursor).toBe(0)
    })

    test('[F34] accounts are separate: the same ids, client and numbers mean nothing in another one', async () => {
      const project = createTestProject()
      await device.push(wholeOf(project, 0))
      const stranger = new TestDevice(device.repository, await open().createAccount())
      stranger.clientId = device.clientId
      expect((await stranger.pull()).changes).toEqual([])
      const edited = editCaption(project, 'Stolen')
      const result = await stranger.send(stranger.number([changesOf(project, edited, 0)]))
      expect(requireResponse(result).acks).toEqual([
        { n: 1, projectId: project.id, status: 'conflict', server: null },
      ])
      await stranger.push(wholeOf(edited, 0))
      expect((await device.pull()).changes).toEqual([])
      expect((await other.pull()).changes[0]?.data).toEqual(toProjectData(project))
    })

    test('pages are cut by size, follow each other without a gap, and the last is at the newest number', async () => {
      const projects = range(12).map((n) => createTestProject(`Project ${n}`))
      await device.push(...projects.map((project) => wholeOf(project, 0)))
      const seen: string[] = []
      let pages = 0
      let more = true
      while (more) {
        const page = await other.pull()
        pages += 1
        more = page.more
        expect(page.changes.length).toBeGreaterThan(0)
        seen.push(...page.changes.map(({ name }) => name ?? ''))
      }
      expect(seen).toEqual(projects.map(({ name }) => name))
      expect(pages).toBeGreaterThan(1)
      expect(other.cursor).toBe(12)
    })

    test('a project larger than a page is sent alone', async () => {
      const large = { ...createTestProject('Large'), note: 'x'.repeat(200_000) } as ProjectDocument
      await device.push(wholeOf(createTestProject('Small'), 0), wholeOf(large, 0))
      expect((await other.pull()).changes.map(({ name }) => name)).toEqual(['Small'])
      expect((await other.pull()).changes.map(({ name }) => name)).toEqual(['Large'])
    })

    test('a whole push that changes little is sent to other devices as changes', async () => {
      const project = createTestProject()
      await device.push(wholeOf(project, 0))
      await other.pull()
      const edited = editCaption({ ...project, view: { zoom: 2 } }, 'Edited')
      await device.push(wholeOf(edited, 1))
      const [item] = (await other.pull()).changes
      expect(item).toMatchObject({ baseRevision: 1, revision: 2, hash: hashOf(edited) })
      expect(applyItem(project, item as never)).toEqual(edited)
      expect(JSON.stringify(item).length).toBeLessThan(1_000)
    })

    test('edit after edit in turn: every compaction keeps the document, devices of any age follow', async () => {
      let project = createTestProject()
      await device.push(wholeOf(project, 0))
      const followers = [{ device: other, has: undefined as ProjectDocument | undefined }]
      for (const n of range(isNightly ? 200 : 70)) {
        const edited = editCaption(project, `Words ${n} ${'x'.repeat(n % 40)}`)
        expect((await device.push(changesOf(project, edited, n + 1))).acks[0]).toMatchObject({
          status: 'applied',
          revision: n + 2,
        })
        project = edited
        if (n % 33 === 0)
          followers.push({ device: new TestDevice(device.repository, accountId), has: undefined })
        const follower = followers[n % followers.length]
        if (!follower) continue
        const [item] = (await follower.device.pull()).changes
        if (item) follower.has = applyItem(follower.has, item)
        expect(follower.has).toEqual(project)
      }
    })

    describe('[F27] a database that went back', () => {
      test('is detected by a cursor that it never assigned: another epoch, nothing applied', async () => {
        const { epoch } = await device.push(wholeOf(createTestProject(), 0))
        const result = await other.send([], 7)
        expect(result).toMatchObject({
          kind: 'gap',
          lastMutationId: 0,
          epoch: expect.not.stringMatching(epoch),
          hasRenewed: true,
        })
        const pushed = await device.send(device.number([wholeOf(createTestProject(), 0)]), 9)
        expect(pushed).toMatchObject({ kind: 'gap', lastMutationId: 1 })
        expect((await new TestDevice(device.repository, accountId).pull()).changes).toHaveLength(1)
      })

      test('is noticed by a revision that it never had', async () => {
        const project = createTestProject()
        const { epoch } = await device.push(wholeOf(project, 0))
        const edited = editCaption(project, 'x')
        for (const push of [changesOf(project, edited, 3), deletionOf(createTestProject(), 1)]) {
          const result = await device.send([{ ...push, n: 2 }])
          expect(result).toMatchObject({
            kind: 'gap',
            lastMutationId: 1,
            epoch: expect.not.stringMatching(epoch),
          })
        }
      })
    })

    test('[F23] concurrent writers: each gets its own number, exactly one wins a base, and no reader misses a row', async () => {
      const project = createTestProject()
      await device.push(wholeOf(project, 0))
      const devices = range(20).map(() => new TestDevice(device.repository, accountId))
      const responses = await Promise.all(
        devices.map((each, n) =>
          each.push(
            changesOf(project, editCaption(project, `Writer ${n}`), 1),
            wholeOf(createTestProject(), 0),
          ),
        ),
      )
      const statuses = responses.map(({ acks }) => acks[0]?.status)
      expect(statuses.filter((status) => status === 'applied')).toHaveLength(1)
      expect(statuses.filter((status) => status === 'conflict')).toHaveLength(19)
      const seqs: number[] = []
      let more = true
      while (more) {
        const page = await other.pull()
        seqs.push(...page.changes.map(({ seq }) => seq))
        more = page.more
      }
      expect(seqs).toEqual(seqs.toSorted((a, b) => a - b))
      expect(new Set(seqs).size).toBe(21)
      expect(other.cursor).toBe(22)
    })

    test('the position of the first screen is not sent twice: keys may be any string', async () => {
      const project = createTestProject()
      const size = Object.keys(project.screensByCanvasSize)[0] as CanvasSizeId
      const screens = project.screensByCanvasSize[size] ?? {}
      const [first] = Object.values(screens)
      if (first === undefined) throw new Error('The sample has no screen.')
      const screen = { ...first, id: 'valueOf' as ScreenId, elements: {} as Record<ElementId, never> }
      const edited: ProjectDocument = {
        ...project,
        screensByCanvasSize: { ...project.screensByCanvasSize, [size]: { ...screens, valueOf: screen } },
      }
      await device.push(wholeOf(project, 0), changesOf(project, edited, 1))
      expect(applyItem(undefined, (await other.pull()).changes[0] as never)).toEqual(edited)
    })
  })
}
