import { describe, test } from 'vitest'
import { createMemoryProjectStore } from './memory-project-store.ts'
import { projectStoreContract } from './project-store-contract.ts'

describe('memory project store', () => {
  for (const { title, run } of projectStoreContract) {
    test(title, async () => {
      const store = createMemoryProjectStore()
      await run(async () => store)
    })
  }
})
