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

  test('Google is on with both of its variables, off without them, and half of them is said', () => {
    const [GOOGLE_CLIENT_ID, GOOGLE_CLIENT_SECRET] = ['id', 'secret']
    expect(parseEnvironment({ DATA_DIR }).google).toBeUndefined()
    expect(
      parseEnvironment({ DATA_DIR, GOOGLE_CLIENT_ID: '', GOOGLE_CLIENT_SECRET: '' }).google,
    ).toBeUndefined()
    expect(parseEnvironment({ DATA_DIR, GOOGLE_CLIENT_ID, GOOGLE_CLIENT_SECRET }).google).toEqual({
      clientId: 'id',
      clientSecret: 'secret',
    })
    for (const [given, missing] of [
      [{ GOOGLE_CLIENT_ID }, 'GOOGLE_CLIENT_SECRET'],
      [{ GOOGLE_CLIENT_SECRET }, 'GOOGLE_CLIENT_ID'],
    ] as const) {
      expect(() => parseEnvironment({ DATA_DIR, ...given })).toThrow(
        new StartError(
          `The environment variable ${missing} is missing: sign-in with Google needs GOOGLE_CLIENT_ID and GOOGLE_CLIENT_SECRET.`,
        ),
      )
    }
  })

  test('mail is on with a mail server, whose sender has a default; a sender alone is said', () => {
    const [SMTP_URL, MAIL_FROM] = ['smtps://user:password@mail.example.com', 'Frames <us@example.com>']
    const BETTER_AUTH_URL = 'https://frames.example.com'
    expect(parseEnvironment({ DATA_DIR }).mail).toBeUndefined()
    expect(parseEnvironment({ DATA_DIR, SMTP_URL, BETTER_AUTH_URL }).mail?.from).toBe(
      'AppFrames <no-reply@frames.example.com>',
    )
    expect(parseEnvironment({ DATA_DIR, SMTP_URL, MAIL_FROM }).mail).toEqual({
      smtpUrl: SMTP_URL,
      from: MAIL_FROM,
    })
    expect(() => parseEnvironment({ DATA_DIR, MAIL_FROM })).toThrow(
      /^The environment variable SMTP_URL is missing/,
    )
    expect(() => parseEnvironment({ DATA_DIR, SMTP_URL: 'mail.example.com' })).toThrow(
      /^The environment variable SMTP_URL must be an address like smtp:/,
    )
  })

  test.each([
    [{ AWS_ACCESS_KEY_ID: 'key' }, 'Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY together, or neither.'],
    [{ R2_BUCKET_NAME: 'two' }, 'Set either S3_BUCKET or R2_BUCKET_NAME: pictures are kept in one bucket.'],
  ])('a bucket with %j by half is refused in one sentence', (given, sentence) => {
    expect(() => parseEnvironment({ DATA_DIR, S3_BUCKET: 'one', ...given })).toThrow(new StartError(sentence))
  })

  test('nobody is believed about the visitor’s address unless TRUST_PROXY says so', () => {
    expect(parseEnvironment({ DATA_DIR }).trustProxy).toBe(false)
    expect(parseEnvironment({ DATA_DIR, TRUST_PROXY: '1' }).trustProxy).toBe(1)
    expect(() => parseEnvironment({ DATA_DIR, TRUST_PROXY: 'yes' })).toThrow(
      /^The environment variable TRUST_PROXY must be/,
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
