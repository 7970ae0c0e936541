import type {} from '../browser/storage-entry.ts'
import type { BenchHarness } from './harness.mjs'

const sampleCount = 300

/** One edit of a 300 KB project on disk, against the least and the most that a save can write. */
export default async function benchCommit(harness: BenchHarness): Promise<void> {
  const page = await harness.openModulePage('tests/browser/storage-entry.ts')
  await page.waitForFunction(() => globalThis.storage !== undefined)
  const { commit, bare, whole, strict, documentBytes } = await page.evaluate(measure, sampleCount)
  const subject = { label: `one edit of a ${Math.round(documentBytes / 1000)} KB project`, samples: commit }
  const baseline = { label: 'a bare idb put of one small row', samples: bare }
  harness.compare({ name: 'commit / bare put', subject, baseline, aim: 2 })
  harness.compare({
    name: 'commit / whole document',
    subject,
    baseline: { label: 'an idb put of the whole document', samples: whole },
    aim: 1,
  })
  harness.compare({
    name: 'commit / strict put',
    subject,
    baseline: { label: 'a bare idb put with strict durability', samples: strict },
    aim: 2,
  })
}

/** Runs in the page. The four take turns, so that other load of the machine affects all alike. */
async function measure(count: number) {
  const { createIdbProjectStore, createTestProject, openBareDatabase, planMove } = globalThis.storage
  const bare = await openBareDatabase()
  const store = await createIdbProjectStore({ databaseName: 'bench' })
  let project = createTestProject({ screens: 33, elements: 25 })
  await store.create(project, 1)

  const contestants = {
    async commit(round: number) {
      const moved = planMove(project, round / count)
      await store.commit({
        projectId: project.id,
        changes: [moved.change],
        project: moved.project,
        atMs: round,
      })
      project = moved.project
    },
    bare: (round: number) => bare.put({ id: 'row', round }, 'default'),
    whole: (round: number) => bare.put({ id: 'document', round, project }, 'default'),
    strict: (round: number) => bare.put({ id: 'row', round }, 'strict'),
  }
  const samples = {
    commit: [] as number[],
    bare: [] as number[],
    whole: [] as number[],
    strict: [] as number[],
  }
  const names = ['commit', 'bare', 'whole', 'strict'] as const
  const warmUpCount = 20
  for (let round = 0; round < count + warmUpCount; round += 1) {
    for (const name of names) {
      const startedMs = performance.now()
      await contestants[name](round)
      const tookMs = performance.now() - startedMs
      if (round >= warmUpCount) samples[name].push(tookMs)
      // A user's edits are apart: the browser finishes its work after one before the next.
      await new Promise(requestAnimationFrame)
    }
  }
  return { ...samples, documentBytes: JSON.stringify(project).length }
}
