import { expect, test } from 'vitest'
import { applyChanges } from '#app/document/changes/apply-change.ts'
import type { Op } from '#app/document/changes/change.ts'
import type { Project } from '#app/document/model/schema.ts'
import { applyPushedChanges, MAX_SPLICED_LENGTH } from './apply-pushed-changes.server.ts'

const projectWith = (note: string) => ({ notes: { note } }) as unknown as Project
const splice = (at: number, inserted: string): Op => ({
  op: 'splice',
  path: ['notes', 'note'],
  at,
  removed: '',
  inserted,
})
const change = (...ops: Op[]) => [{ label: '', ops }]

test('changes that share a path are applied as everywhere else', () => {
  const changes = change(
    splice(1, 'b'),
    { op: 'set', path: ['notes', 'other'], after: 'x' },
    splice(2, 'c'),
    { op: 'remove', path: ['notes', 'other'], value: null },
    { op: 'splice', path: ['gone', 'note'], at: 0, removed: '', inserted: 'x' },
  )
  const project = projectWith('a')
  expect(applyPushedChanges(project, changes)).toEqual(applyChanges(project, changes))
})

test('a splice into the longest text a caption may be taken for is applied, into a longer one not', () => {
  const longest = projectWith('x'.repeat(MAX_SPLICED_LENGTH))
  expect(applyPushedChanges(longest, change(splice(0, 'a')))).toBeDefined()
  expect(applyPushedChanges(longest, change(splice(0, 'a'), splice(0, 'b')))).toBeUndefined()
})

test('a text that the same changes made long counts too', () => {
  const long = 'x'.repeat(MAX_SPLICED_LENGTH + 1)
  const set: Op = { op: 'set', path: ['notes', 'note'], after: long }
  const insert: Op = { op: 'insert', path: ['notes'], value: { note: long } }
  expect(applyPushedChanges(projectWith(''), change(set, splice(0, 'a')))).toBeUndefined()
  expect(applyPushedChanges({} as Project, change(insert, splice(0, 'a')))).toBeUndefined()
})

// Each would copy the text: together they take longer than a test may.
test('twenty thousand splices into five megabytes cost nothing', () => {
  const ops = Array.from({ length: 20_000 }, (_, at) => splice(at, 'a'))
  expect(applyPushedChanges(projectWith('x'.repeat(5_000_000)), change(...ops))).toBeUndefined()
})
