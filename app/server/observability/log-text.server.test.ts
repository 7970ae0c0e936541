import { expect, test } from 'vitest'
import { toLogText } from './log-text.server.ts'

test('the message of a library becomes one line without addresses, tokens and line breaks', () => {
  const said =
    'Invalid callbackURL: https://evil.example/?token=abc\n{"level":"info"}\u2028for ada@example.com\u001b[2J'
  expect(toLogText(said)).toBe('Invalid callbackURL: <url> {"level":"info"} for <e-mail> [2J')
  expect(toLogText(`token ${'aB3'.repeat(20)} was refused`)).toBe('token <token> was refused')
})

test('a text of any length is a short one in the log, and costs no more than one', () => {
  expect(toLogText('x '.repeat(10_000_000)).length).toBeLessThanOrEqual(501)
  expect(toLogText('a@'.repeat(10_000_000)).length).toBeLessThanOrEqual(501)
})

test('a sentence of ours stays as it is', () => {
  const sentence = 'GET /api/projects/:id failed (request 5f8b6a52-7c1b-4a35-9c11-0d6f2f9a2f10)'
  expect(toLogText(sentence)).toBe(sentence)
})
