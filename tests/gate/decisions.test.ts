import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { root } from '../../bin/ensure.mjs'

const folder = join(root, 'app/decisions')
const files = readdirSync(folder).sort()

test('decisions are numbered without a gap, each number once', () => {
  const numbers = files.map((name) => Number(name.slice(0, 4)))
  expect(numbers).toEqual(files.map((_, index) => index + 1))
})

test.each(files)('%s has a number, a date, context, decision and consequences', (name) => {
  const text = readFileSync(join(folder, name), 'utf8')
  const [title, blank, date] = text.split('\n')
  expect(title).toMatch(new RegExp(`^# ${name.slice(0, 4)}: \\S`))
  expect(blank).toBe('')
  expect(date).toMatch(/^Accepted on \d{4}-\d{2}-\d{2}\./)
  const parts = [...text.matchAll(/^(Context|Decision|Consequences)\./gm)].map(([, part]) => part)
  expect(parts).toEqual(['Context', 'Decision', 'Consequences'])
})
