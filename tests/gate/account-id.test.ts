import { expect, test } from 'vitest'
import { deleteAccountObjects } from '#app/server/media/media-objects.server.ts'
import { findProject, putProject } from '#app/server/projects/projects.server.ts'
import type { SyncRepository } from '#app/server/sync/sync-repository.server.ts'

// The type check fails where an expected error is missing.
test('an unproven account id does not compile where an account’s data is read or written', () => {
  const unproven = (repository: SyncRepository, fromRequest: string) => [
    // @ts-expect-error
    findProject(fromRequest, 'project'),
    // @ts-expect-error
    putProject(fromRequest, { id: '', name: '', data: {} as never, baseRevision: 0 }),
    // @ts-expect-error
    deleteAccountObjects(fromRequest),
    // @ts-expect-error
    repository.look(fromRequest, async ({ seq }) => seq),
    // @ts-expect-error
    repository.change(fromRequest, async ({ seq }) => seq),
  ]
  expect(unproven).toBeTypeOf('function')
})
