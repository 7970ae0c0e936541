import { expect, it } from 'vitest'
import type { Services } from '../services.server.ts'
import { respondRejected } from './media-responses.server.ts'

it('a file above the limit of the operator is refused with the limit and what to do', async () => {
  const response = respondRejected({} as Services, { kind: 'too-large', maxBytes: 2_500_000 })
  expect(response.status).toBe(413)
  expect(await response.json()).toMatchObject({
    error: { code: 'too_large', message: expect.stringMatching(/up to 2\.5 MB\. Save a smaller copy/) },
    maxBytes: 2_500_000,
  })
})
