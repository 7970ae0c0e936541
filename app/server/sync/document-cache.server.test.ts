import { expect, test } from 'vitest'
import { createSample } from '#tests/factories/generate-project.ts'
import { createDocumentCache } from './document-cache.server.ts'
import type { RepositoryProject } from './sync-repository.server.ts'

const row = (id: string, revision = 1, contentHash = 'a'): RepositoryProject => ({
  id,
  name: 'x',
  revision,
  seq: revision,
  contentHash,
  sizeBytes: 10,
  snapshotRevision: 1,
  tailBytes: 0,
  by: undefined,
  createdAt: new Date(0),
  updatedAt: new Date(0),
  deletedAt: undefined,
})
const document = createSample()

test('finds a document only for the account, the revision and the hash it was kept for', () => {
  const cache = createDocumentCache({ maxBytes: 1_000 })
  cache.keep('me', row('p', 2), document)
  expect(cache.find('me', row('p', 2))).toBe(document)
  expect(cache.find('you', row('p', 2))).toBeUndefined()
  expect(cache.find('me', row('p', 3))).toBeUndefined()
  // A restored backup may count the same revisions again.
  expect(cache.find('me', row('p', 2, 'b'))).toBeUndefined()
})

test('lets go of the least recently used when it is full, and never takes what is too large', () => {
  const cache = createDocumentCache({ maxBytes: 160 })
  cache.keep('me', row('a'), document)
  cache.keep('me', row('b'), document)
  cache.find('me', row('a'))
  cache.keep('me', row('c'), document)
  expect(['a', 'b', 'c'].map((id) => cache.find('me', row(id)) !== undefined)).toEqual([true, false, true])
  cache.keep('me', { ...row('large'), sizeBytes: 1_000 }, document)
  expect(cache.find('me', { ...row('large'), sizeBytes: 1_000 })).toBeUndefined()
  expect(cache.find('me', row('c'))).toBe(document)
})
