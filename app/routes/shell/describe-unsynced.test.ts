import { expect, test } from 'vitest'
import { describeUnsynced } from './describe-unsynced.ts'

test.each([
  [{ changes: 1, mediaFiles: 0 }, '1 change'],
  [{ changes: 0, mediaFiles: 1 }, '1 media file'],
  [{ changes: 2, mediaFiles: 1_000 }, '2 changes and 1,000 media files'],
])('%o is said as “%s”', (count, text) => {
  expect(describeUnsynced(count, 'en-US')).toBe(text)
})
