import { expect, test } from 'vitest'
import { addSentence, createNotices, type Notice, planShown } from './notices.ts'

const notice = (id: string, tone: Notice['tone'], path?: string): Notice => ({
  id,
  tone,
  text: id,
  ...(path === undefined ? {} : { path }),
})

test('a page shows at most three notices, the gravest and newest, in the order in which they came', () => {
  const all = [
    notice('old warning', 'warning'),
    notice('danger', 'danger'),
    notice('info', 'info'),
    notice('new warning', 'warning'),
    notice('newest warning', 'warning'),
  ]
  const shown = planShown(all, '/media').map(({ id }) => id)
  expect(shown).toEqual(['danger', 'new warning', 'newest warning'])
  // Nothing is lost: what was held back comes when one is dismissed.
  expect(planShown(all.slice(0, 4), '/media').map(({ id }) => id)).toEqual([
    'old warning',
    'danger',
    'new warning',
  ])
})

test('a notice of one page is shown there alone', () => {
  const all = [notice('of the list', 'info', '/'), notice('of all', 'info')]
  expect(planShown(all, '/media').map(({ id }) => id)).toEqual(['of all'])
  expect(planShown(all, '/').map(({ id }) => id)).toEqual(['of the list', 'of all'])
})

test('a notice of a kind takes the place of the former, with both sentences and none twice', () => {
  const notices = createNotices()
  for (const text of ['a.png is kept smaller.', 'b.png is kept smaller.', 'a.png is kept smaller.'])
    addSentence(notices, { id: 'picture', tone: 'info', text })
  expect(notices.get()).toEqual([
    { id: 'picture', tone: 'info', text: 'a.png is kept smaller.', details: ['b.png is kept smaller.'] },
  ])
})
