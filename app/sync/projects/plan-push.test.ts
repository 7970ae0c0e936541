import { expect, test } from 'vitest'
import { createProject } from '#app/document/edits/create-project.ts'
import type { Locale, MediaId, ProjectId } from '#app/document/model/ids.ts'
import type { Project } from '#app/document/model/schema.ts'
import { MAX_PUSH_OPS } from '../protocol/projects.ts'
import { planPush } from './plan-push.ts'

const id = '7d5a0b9e-6f3b-4e6e-9d57-0d2b1c5b1a11' as ProjectId
let minted = 0
const mint = () => {
  minted += 1
  return `id-${minted}`
}
const base = createProject({ id, name: 'Base', locale: 'en-US' as Locale, mint })

function withNames(count: number): Project {
  const names = Array.from({ length: count }, (_, index) => [`media-${index}` as MediaId, 'a.png'])
  return { ...base, mediaNames: { ...Object.fromEntries(names) } }
}

const plan = (view: Project) =>
  planPush(
    {
      projectId: id,
      generation: 1,
      isWaiting: true,
      isBlocked: false,
      isDeleted: false,
      inFlight: undefined,
      base: { revision: 3, project: withNames(0) },
      workingCopy: { project: view, seq: 1 },
      label: 'Import',
    },
    { hash: async () => 'a'.repeat(64), isPulled: true },
  )

test('an edit of as many steps as one push may have is sent as changes, a larger one as the whole project', async () => {
  const small = await plan(withNames(MAX_PUSH_OPS))
  expect(small).toMatchObject({
    kind: 'push',
    plan: { push: { baseRevision: 3, changes: [{ label: 'Import' }] } },
  })
  const large = await plan(withNames(MAX_PUSH_OPS + 1))
  expect(large).toMatchObject({ kind: 'push', plan: { push: { baseRevision: 3, name: 'Base', data: {} } } })
  expect(large.kind === 'push' && 'changes' in large.plan.push).toBe(false)
})
