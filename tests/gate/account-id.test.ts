import { expect, test } from 'vitest'
import { deleteAccountObjects } from '#app/server/account/account-deletion.server.ts'
import { findProject, putProject } from '#app/server/projects/projects.server.ts'
import type { Services } from '#app/server/services.server.ts'

// The type check fails where an expected error is missing.
test('an unproven account id does not compile where an account’s data is read or written', () => {
  const unproven = (services: Services, fromRequest: string) => [
    // @ts-expect-error
    findProject(services, fromRequest, 'project'),
    // @ts-expect-error
    putProject(services, fromRequest, { id: '', name: '', data: {} as never, baseRevision: 0 }),
    // @ts-expect-error
    deleteAccountObjects(services, fromRequest),
    // @ts-expect-error
    services.repository.read(fromRequest, async ({ seq }) => seq),
    // @ts-expect-error
    services.repository.transact(fromRequest, async ({ seq }) => seq),
  ]
  expect(unproven).toBeTypeOf('function')
})
