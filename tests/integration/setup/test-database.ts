import { inject } from 'vitest'
import { createDatabase, type TestDatabase } from './create-database.ts'

/** A database of its own for one test file: a copy of the migrated template, or an empty one. */
export function createTestDatabase({ isEmpty = false }: { isEmpty?: boolean } = {}): Promise<TestDatabase> {
  return createDatabase({
    postgresUrl: inject('postgresUrl'),
    template: isEmpty ? undefined : inject('templateDatabase'),
  })
}
