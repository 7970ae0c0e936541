import { beforeEach, describe, expect, test } from 'vitest'
import { createMemoryStorage } from '#tests/fakes/memory-storage.ts'
import { readIdentity, resolveIdentity, SIGNED_OUT_COOKIE } from './identity.ts'

const ada = { userId: 'a', name: 'Ada', email: 'ada@example.com' }
const bo = { userId: 'b', name: 'Bo', email: 'bo@example.com' }
const nobody = { account: undefined }

describe('who is signed in', () => {
  let storage: Storage
  let cookies: { cookie: string }
  const resolve = (server?: { account: typeof ada | undefined }) =>
    resolveIdentity(server, { storage, cookies })

  beforeEach(() => {
    storage = createMemoryStorage()
    cookies = { cookie: 'theme=dark' }
  })

  test('is known without a server once a page has named somebody', () => {
    expect(resolve()).toBeUndefined()
    expect(resolve({ account: ada })).toEqual(ada)
    expect(resolve()).toEqual(ada)
  })

  test('[F33] is whoever the server names, whatever this browser remembers', () => {
    resolve({ account: ada })
    expect(resolve({ account: bo })).toEqual(bo)
    expect(readIdentity(storage)).toEqual(bo)
  })

  test('[F35] stays when a session has merely run out', () => {
    resolve({ account: ada })
    expect(resolve(nobody)).toEqual(ada)
  })

  test('[F33] is nobody after a sign-out, with and without a server to ask', () => {
    resolve({ account: ada })
    cookies.cookie = `theme=dark; ${SIGNED_OUT_COOKIE}=1`
    expect(resolve()).toBeUndefined()
    expect(resolve(nobody)).toBeUndefined()
    expect(readIdentity(storage)).toBeUndefined()
  })

  test('signing in again takes the mark of the sign-out away', () => {
    cookies.cookie = `${SIGNED_OUT_COOKIE}=1`
    resolve({ account: ada })
    expect(cookies.cookie).toBe(`${SIGNED_OUT_COOKIE}=; Path=/; Max-Age=0; SameSite=Lax`)
  })
})
