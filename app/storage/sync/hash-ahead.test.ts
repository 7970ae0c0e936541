import { expect, test } from 'vitest'
import { createTestProject, planTyping } from '../contract/contract-fixtures.ts'
import { commit } from '../contract/contract-steps.ts'
import { openMemoryConnection } from '../memory/connection.ts'
import { createMemoryDisk } from '../memory/disk.ts'
import { openProjects } from '../open-projects.ts'

test('a document is hashed beside its commit while the tab leads, and no longer when another does', async () => {
  let hashes = 0
  const connection = openMemoryConnection({ databaseName: 'hash-ahead', disk: createMemoryDisk() })
  const { projects, sync } = openProjects(connection, {
    hash: async () => {
      hashes += 1
      return 'hash'
    },
  })
  let project = createTestProject()
  await projects.create(project, 1)
  const type = async (text: string) => {
    const before = hashes
    const typed = planTyping(project, text)
    await commit(projects, typed)
    project = typed.project
    return hashes - before
  }
  expect(await type('a')).toBe(0)
  await sync.becomeLeader()
  // Only of what the tab remembers.
  await sync.readForSync([project.id])
  expect(await type('b')).toBe(1)
  sync.becomeFollower()
  expect(await type('c')).toBe(0)
})
