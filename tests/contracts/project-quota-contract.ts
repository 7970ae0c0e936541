import { beforeEach, describe, expect, test } from 'vitest'
import { toCanonicalParts } from '#app/document/changes/canonical-text.ts'
import type { ProjectDocument } from '#app/document/model/schema.ts'
import { measureParts } from '#app/server/sync/stored-document.server.ts'
import type { ProjectUsage } from '#app/server/sync/sync-repository.server.ts'
import type { RepositoryUnderTest } from './sync-repository-contract.ts'
import {
  changesOf,
  createTestProject,
  deletionOf,
  editCaption,
  renameProject,
  TestDevice,
  testRules,
  type Unnumbered,
  wholeOf,
} from './sync-steps.ts'

const noted = (project: ProjectDocument, length: number, letter = 'x') =>
  ({ ...project, note: letter.repeat(length) }) as ProjectDocument

/** Limits of an account's projects by number and bytes; all implementations must count alike. */
export function describeProjectQuota(name: string, open: () => RepositoryUnderTest): void {
  describe(name, () => {
    let device: TestDevice
    const bare = measureDocument(createTestProject())
    const maxBytes = 2 * bare + 130_000
    const readUsage = (): Promise<ProjectUsage> =>
      device.repository.read(device.accountId, async ({ usage }) => usage)

    beforeEach(async () => {
      const { repository, createAccount } = open()
      const limits = { ...testRules.limits, projectsMax: 2, projectsMaxBytes: maxBytes }
      device = new TestDevice(repository, await createAccount(), { ...testRules, limits })
    })
    const push = async (...pushes: readonly Unnumbered[]) => (await device.push(...pushes)).acks
    const refused = (message: RegExp) => ({
      status: 'rejected',
      error: { code: 'insufficient_storage', message: expect.stringMatching(message) },
    })

    test('a project beyond the limit is rejected with a sentence; deleting one frees space', async () => {
      const [first, second, third] = ['One', 'Two', 'Three'].map((each) => createTestProject(each)) as [
        ProjectDocument,
        ProjectDocument,
        ProjectDocument,
      ]
      // All in one request: each is counted before the next.
      const acks = await push(wholeOf(first, 0), wholeOf(second, 0), wholeOf(third, 0))
      expect(acks).toMatchObject([
        { status: 'applied' },
        { status: 'applied' },
        refused(/the 2 projects it may have\. Delete some/),
      ])
      await push(deletionOf(first, 1))
      expect(await push(wholeOf(third, 0))).toMatchObject([{ status: 'applied' }])
      expect(await push(wholeOf(first, 2))).toMatchObject([refused(/2 projects/)])
      expect(await readUsage()).toMatchObject({ projects: 2, keptProjects: 3 })
    })

    test('projects larger together than the limit are rejected; edits that make them smaller never are', async () => {
      const [first, second] = [noted(createTestProject(), 60_000), noted(createTestProject(), 60_000)]
      expect(await push(wholeOf(first, 0), wholeOf(second, 0))).toMatchObject([
        { status: 'applied' },
        { status: 'applied' },
      ])
      const grown = noted(second, 90_000)
      expect(await push(changesOf(second, grown, 1))).toMatchObject([refused(/kB it may have\. Delete some/)])
      const shrunk = noted(second, 30_000)
      expect(await push(changesOf(second, shrunk, 1))).toMatchObject([{ status: 'applied' }])
      expect(await push(changesOf(shrunk, second, 2))).toMatchObject([{ status: 'applied' }])
    })

    const fillHistory = async (project: ProjectDocument) => {
      await push(wholeOf(project, 0))
      let revision = 1
      for (; (await readUsage()).keptBytes + 75_000 < 4 * maxBytes; revision += 1) {
        const next = noted(project, 60_000, String(revision % 10))
        expect(await push(wholeOf(next, revision))).toMatchObject([{ status: 'applied' }])
      }
      return revision
    }

    test('stored versions count too: they cannot grow without end, and are removed first where they alone are in the way', async () => {
      const first = noted(createTestProject(), 60_000)
      const filled = await fillHistory(first)
      const second = noted(createTestProject(), 60_000)
      expect(await push(wholeOf(second, 0))).toMatchObject([refused(/^Older versions/)])
      for (let revision = filled; revision < filled + 30; revision += 1) {
        const next = noted(first, 60_000, String(revision % 10))
        expect(await push(wholeOf(next, revision))).toMatchObject([{ status: 'applied' }])
        expect((await readUsage()).keptBytes).toBeLessThan(4 * maxBytes + 75_000)
      }
      expect(await readUsage()).toEqual(await addUp(device))
    })

    test('a project can be made smaller while history uses all the space', async () => {
      const first = noted(createTestProject(), 60_000)
      const filled = await fillHistory(first)
      const smaller = noted(first, 1_000)
      expect(await push(wholeOf(smaller, filled))).toMatchObject([{ status: 'applied' }])
      expect(await push(changesOf(smaller, noted(smaller, 900), filled + 1))).toMatchObject([
        { status: 'applied' },
      ])
    })

    test('a project deleted and brought back again and again keeps its hundred versions, not all', async () => {
      const project = createTestProject()
      await push(wholeOf(project, 0))
      for (let revision = 1; revision < 260; revision += 2) {
        await push(deletionOf(project, revision), wholeOf(project, revision + 1))
      }
      const heads = await device.repository.read(device.accountId, (account) =>
        account.listHeadsFrom(project.id, 0),
      )
      expect(heads.length).toBeLessThan(180)
      expect(await readUsage()).toEqual(await addUp(device))
    })

    test('of invented clients only the last thousand are stored; a removed one gets a gap and loses nothing', async () => {
      const project = createTestProject()
      await push(wholeOf(project, 0))
      const forgotten = device.clientId
      const later = createTestProject()
      for (let count = 0; count < 1_000; count += 1) {
        await new TestDevice(device.repository, device.accountId).push(deletionOf(later, 0))
      }
      const known = await device.repository.read(device.accountId, (account) =>
        account.findLastMutationId(forgotten),
      )
      expect(known).toBeUndefined()
      const sent = device.number([changesOf(project, renameProject(project, 'Later'), 1)])
      expect(await device.send(sent)).toMatchObject({ kind: 'gap', lastMutationId: 0 })
    })

    test('the running totals equal the sums, through edits, deletions, removed versions and rejections', async () => {
      const roomy = new TestDevice(device.repository, device.accountId)
      let project = createTestProject()
      await roomy.push(wholeOf(project, 0))
      for (let revision = 1; revision <= 130; revision += 1) {
        const next =
          revision % 2 ? editCaption(project, `Edit ${revision}`) : renameProject(project, `Name ${revision}`)
        await roomy.push(revision % 7 ? changesOf(project, next, revision) : wholeOf(next, revision))
        project = next
      }
      const other = createTestProject()
      await roomy.push(wholeOf(other, 0), deletionOf(other, 1))
      const added = await addUp(device)
      expect(await readUsage()).toEqual(added)
      expect(added).toMatchObject({ projects: 1, keptProjects: 2 })
    })
  })
}

/** Read by the account's other queries. */
function addUp({ repository, accountId }: TestDevice): Promise<ProjectUsage> {
  return repository.read(accountId, async (account) => {
    const rows = await account.listProjectsAfter(0, 100)
    const live = rows.filter(({ deletedAt }) => deletedAt === undefined)
    let keptBytes = 0
    for (const { id } of rows) {
      for (const head of await account.listHeadsFrom(id, 0)) {
        keptBytes += ROW_BYTES + head.changeBytes
        if (!head.isSnapshot) continue
        const snapshot = await account.findSnapshot(id, head.revision)
        if (snapshot) keptBytes += measureDocument(snapshot.document) + measureView(snapshot.document)
      }
    }
    return {
      projects: live.length,
      projectBytes: live.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0),
      keptProjects: rows.length,
      keptBytes,
    }
  })
}

const ROW_BYTES = 500
const measureView = ({ view }: ProjectDocument) => (view === undefined ? 0 : JSON.stringify(view).length)
const measureDocument = (document: ProjectDocument) => measureParts(toCanonicalParts(document))
