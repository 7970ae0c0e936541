import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseEnv } from 'node:util'
import { afterAll, describe, expect, test } from 'vitest'
import { parseEnvironment } from './env.server.ts'
import { StartError } from './start-error.server.ts'

const folder = mkdtempSync(join(tmpdir(), 'appframes-env-'))
afterAll(() => rmSync(folder, { recursive: true }))
const DATA_DIR = join(folder, 'data')
const DATABASE_URL = 'postgres://user:password@localhost:5432/appframes'

describe('parseEnvironment', () => {
  test('needs nothing', () => {
    const environment = parseEnvironment({ DATA_DIR })
    expect(environment).toMatchObject({
      port: 3000,
      databaseUrl: undefined,
      publicUrl: 'http://localhost:3000',
      limits: { projectMaxBytes: 5_000_000, projectMaxDepth: 64, nameMaxLength: 200 },
    })
  })

  test('works with the example file unchanged', () => {
    const example = parseEnv(readFileSync('.env.example', 'utf8'))
    expect(parseEnvironment({ ...example, DATA_DIR }).port).toBe(3000)
  })

  test('makes the secret once, readable by the owner only, and keeps it', () => {
    const first = parseEnvironment({ DATA_DIR }).authSecret
    expect(first.length).toBeGreaterThanOrEqual(32)
    expect(parseEnvironment({ DATA_DIR }).authSecret).toBe(first)
    expect(statSync(join(DATA_DIR, 'auth-secret')).mode & 0o777).toBe(0o600)
  })

  test.each([
    ['PORT', 'abc', 'The environment variable PORT must be a whole number from 0 to 65535.'],
    ['PORT', '70000', 'The environment variable PORT must be a whole number from 0 to 65535.'],
    [
      'PROJECT_MAX_BYTES',
      '1.5',
      'The environment variable PROJECT_MAX_BYTES must be a whole number from 1000 to 100000000.',
    ],
    [
      'DATABASE_URL',
      'mysql://localhost/x',
      'The environment variable DATABASE_URL must be an address like postgres://user:password@localhost:5432/appframes.',
    ],
    [
      'BETTER_AUTH_URL',
      'frames',
      'The environment variable BETTER_AUTH_URL must be the address people open, like https://frames.example.com.',
    ],
    [
      'BETTER_AUTH_SECRET',
      'short',
      'The environment variable BETTER_AUTH_SECRET must have at least 32 characters.',
    ],
  ])('%s=%s is refused in one sentence naming the variable', (name, value, sentence) => {
    expect(() => parseEnvironment({ DATA_DIR, [name]: value })).toThrow(new StartError(sentence))
  })

  test('asks for the secret when the database is a shared one', () => {
    expect(() => parseEnvironment({ DATA_DIR, DATABASE_URL })).toThrow(
      /^The environment variable BETTER_AUTH_SECRET must be set/,
    )
    const BETTER_AUTH_SECRET = 'a'.repeat(32)
    expect(parseEnvironment({ DATA_DIR, DATABASE_URL, BETTER_AUTH_SECRET }).authSecret).toBe(
      BETTER_AUTH_SECRET,
    )
  })

  test('says which folder cannot be written to', () => {
    const file = join(folder, 'file')
    writeFileSync(file, '')
    expect(() => parseEnvironment({ DATA_DIR: join(file, 'data') })).toThrow(
      new StartError(
        `The folder ${join(file, 'data')} cannot be written to; make it writable or name another one in DATA_DIR.`,
      ),
    )
  })
})
