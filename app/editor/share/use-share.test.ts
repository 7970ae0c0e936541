import { expect, test } from 'vitest'
import type { EditorComment, ReviewLink } from '../ports/reviews.ts'
import { listNewest } from './use-share.ts'

const link = (comments: [id: string, isUnread: boolean][]) =>
  ({
    comments: comments.map(([id, isUnread]) => ({ id, isUnread }) as EditorComment),
  }) as unknown as ReviewLink

test('the newest comment that is shown of each link with unread ones is told to the server', () => {
  expect(
    listNewest([
      link([
        ['a1', false],
        ['a2', true],
        // Resolved elsewhere: never unread.
        ['a3', false],
      ]),
      link([]),
      link([['c1', false]]),
      link([['d1', true]]),
    ]),
  ).toEqual(['a3', 'd1'])
})
