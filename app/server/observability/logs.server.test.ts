import { DrizzleQueryError } from 'drizzle-orm/errors'
import { expect, test } from 'vitest'
import { describeError, hashAccountId } from './logs.server.ts'

test('a failed statement is logged with its SQL and place, and without the values it carried', () => {
  const cause = Object.assign(new Error('relation "projects" does not exist'), { code: '42P01' })
  const error = new DrizzleQueryError('insert into projects values ($1)', ['The secret project'], cause)
  const described = describeError(new Error('Writing failed', { cause: error }))
  expect(described.cause?.message).toBe('Failed query: insert into projects values ($1)')
  expect(described.cause?.cause).toMatchObject({ code: '42P01', message: cause.message })
  expect(described.cause?.stack).toMatch(/^\s+at /)
  expect(JSON.stringify(described)).not.toContain('secret project')
})

test('a thrown value that is no Error is not printed', () => {
  expect(JSON.stringify(describeError({ password: 'correct horse' }))).not.toContain('correct horse')
})

test('an account is one hash, the same each time, and not its id', () => {
  expect(hashAccountId('account-1')).toMatch(/^[0-9a-f]{16}$/)
  expect(hashAccountId('account-1')).toBe(hashAccountId('account-1'))
  expect(hashAccountId('account-1')).not.toBe(hashAccountId('account-2'))
})
