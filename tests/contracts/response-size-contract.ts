import { randomUUID } from 'node:crypto'
import { beforeEach, describe, expect, test } from 'vitest'
import type { ProjectDocument } from '#app/document/model/schema.ts'
import type { SyncResponse } from '#app/sync/protocol/projects.ts'
import type { RepositoryUnderTest } from './sync-repository-contract.ts'
import {
  changesOf,
  createTestProject,
  editCaption,
  hashOf,
  renameProject,
  requireResponse,
  TestDevice,
  testRules,
  wholeOf,
} from './sync-steps.ts'

const range = (count: number) => Array.from({ length: count }, (_, index) => index)
const measure = (value: unknown) => JSON.stringify(value).length
const wholes = ({ acks, changes }: SyncResponse) =>
  [...acks.flatMap(({ server }) => server ?? []), ...changes].filter(({ data }) => data !== undefined)

/** Limits of a response's size, whatever the request: for every implementation of the rules of sync. */
export function describeAnswerSize(name: string, open: () => RepositoryUnderTest): void {
  describe(name, () => {
    let device: TestDevice
    let project: ProjectDocument

    beforeEach(async () => {
      const { repository, createAccount } = open()
      device = new TestDevice(repository, await createAccount())
      project = createLarge()
      await device.push(wholeOf(project, 0))
    })
    const createLarge = () => ({ ...createTestProject(), note: 'x'.repeat(60_000) })
    const another = (limits: Partial<typeof testRules.limits> = {}) =>
      new TestDevice(device.repository, device.accountId, {
        ...testRules,
        limits: { ...testRules.limits, ...limits },
      })

    test('a project is sent whole once, however many pushes conflict with it', async () => {
      const other = another()
      const pushes = other.number(range(60).map(() => wholeOf({ ...project, name: 'Mine' }, 0)))
      const response = requireResponse(await other.send(pushes))
      expect(response.acks.map(({ status }) => status)).toEqual(range(60).map(() => 'conflict'))
      expect(wholes(response)).toHaveLength(1)
      expect(response.acks[59]?.server).toMatchObject({ projectId: project.id, revision: 1 })
      // The page does not repeat an acknowledged document.
      expect(response).toMatchObject({ lastN: 60, cursor: 1, changes: [], more: false })
      expect(measure(response)).toBeLessThan(60_000 + measure(project) + 60 * 400)
    })

    test('a project is sent whole once, however many pushes have a wrong hash', async () => {
      const push = { ...changesOf(project, editCaption(project, 'x'), 1), hash: hashOf(project) }
      const response = requireResponse(await device.send(device.number(range(60).map(() => push))))
      expect(response.acks.map(({ status }) => status)).toEqual(range(60).map(() => 'conflict'))
      expect(wholes(response)).toHaveLength(1)
    })

    test('a full response is cut and contains the last number handled; the next request gets the rest', async () => {
      const projects = [project, ...range(5).map(createLarge)]
      await device.push(...projects.slice(1).map((each) => wholeOf(each, 0)))
      const other = another()
      const pushes = other.number(projects.map((each) => wholeOf({ ...each, name: 'Mine' }, 0)))
      const responded = []
      let rest = pushes
      while (rest.length > 0) {
        const response = requireResponse(await other.send(rest))
        expect(response.acks.length).toBeGreaterThan(0)
        expect(wholes(response).length).toBeLessThanOrEqual(1)
        expect(measure(response)).toBeLessThan(2 * testRules.limits.pageBytes)
        responded.push(...response.acks)
        rest = rest.filter(({ n }) => n > response.lastN)
        if (rest.length > 0) expect(response).toMatchObject({ changes: [], cursor: 0, more: true })
      }
      expect(responded.map(({ n }) => n)).toEqual(pushes.map(({ n }) => n))
      expect(responded.every(({ status, server }) => status === 'conflict' && server?.revision === 1)).toBe(
        true,
      )
    })

    test('pushes that exceed the work limit are handled in parts, each once', async () => {
      const sizeBytes = measure(project)
      const rules = { ...testRules, limits: { ...testRules.limits, workBytes: 10 * sizeBytes } }
      const writer = new TestDevice(device.repository, device.accountId, rules)
      writer.cursor = 1
      let latest = project
      const pushes = writer.number(
        range(25).map((at) => {
          const next = renameProject(latest, `Name ${at}`)
          const push = changesOf(latest, next, at + 1)
          latest = next
          return push
        }),
      )
      const first = requireResponse(await writer.send(pushes))
      expect(first.acks.length).toBeLessThan(11)
      // The device knows everything but its own writes, so nothing is sent again.
      expect(first).toMatchObject({
        lastN: first.acks.length,
        cursor: 1 + first.acks.length,
        changes: [],
        more: true,
      })
      let response = first
      while (response.lastN < 25) {
        response = requireResponse(
          await writer.send(
            pushes.filter(({ n }) => n > response.lastN),
            response.cursor,
          ),
        )
      }
      expect(response).toMatchObject({ lastN: 25, cursor: 26, more: false })
      const [item] = (await another({ pageBytes: 1_000_000 }).pull()).changes
      expect(item).toMatchObject({ revision: 26, name: 'Name 24' })
    })

    test('small projects with long views, and deleted ones, are sent in pages too', async () => {
      const view = { note: '€'.repeat(600) }
      const small = range(300).map(() => ({ ...createTestProject(), screensByCanvasSize: {}, view }))
      for (const each of small) await device.push(wholeOf(each, 0))
      const deleted = small.slice(0, 150)
      for (const { id } of deleted) await device.push({ projectId: id, baseRevision: 1, deleted: true })
      const other = another()
      const seen = new Set<string>()
      for (let more = true; more; ) {
        const response = await other.pull()
        expect(Buffer.byteLength(JSON.stringify(response))).toBeLessThan(2 * testRules.limits.pageBytes)
        for (const { projectId } of response.changes) seen.add(projectId)
        more = response.more
      }
      expect(seen.size).toBe(301)
    })

    test('a splice applies by its position, whatever text it names', async () => {
      const edited = editCaption(project, 'Edited')
      const push = changesOf(project, edited, 1)
      const [change] = ('changes' in push && push.changes) || []
      const ops = change?.ops.map((op) =>
        op.op === 'splice' ? { ...op, before: 'word '.repeat(1_000) } : op,
      )
      const forged = { ...push, changes: [{ label: 'x', ops }] } as typeof push
      expect((await device.push(forged)).acks).toMatchObject([{ status: 'applied', hash: hashOf(edited) }])
    })

    test('a map with more keys than allowed is rejected, pushed whole or grown op by op', async () => {
      const keys = (count: number) => Object.fromEntries(range(count).map((at) => [`k${at}`, at]))
      const wide = { ...createTestProject(), note: keys(51) } as ProjectDocument
      const [whole] = (await device.push(wholeOf(wide, 0))).acks
      expect(whole).toMatchObject({ status: 'rejected', error: { code: 'invalid' } })
      expect(whole?.error?.message).toBe('The project has more than 50 entries in one place (note).')
      const full = { ...wide, note: keys(50) } as ProjectDocument
      const [stored, grown] = (await device.push(wholeOf(full, 0), changesOf(full, wide, 1))).acks
      expect([stored?.status, grown?.status]).toEqual(['applied', 'rejected'])
    })

    test('a push with more ops than allowed is rejected with a remedy', async () => {
      const op = { op: 'set', path: ['note'], after: 'y' } as const
      const push = {
        projectId: project.id,
        baseRevision: 1,
        changes: [{ label: 'x', ops: range(20_001).map(() => op) }],
        hash: hashOf(project),
      } as never
      const [ack] = (await device.push(push)).acks
      expect(ack?.error?.message).toBe('The change has more than 20000 steps; send the project whole.')
    })

    test('an invalid view is rejected: it counts for no size', async () => {
      const odd = { ...createTestProject(), view: { note: 'x'.repeat(20_000) } } as unknown as ProjectDocument
      const push = { ...wholeOf(odd, 0), projectId: randomUUID() }
      expect((await device.push(push)).acks).toMatchObject([
        { status: 'rejected', error: { code: 'invalid' } },
      ])
    })
  })
}
