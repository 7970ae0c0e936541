import { beforeEach, describe, expect, test } from 'vitest'
import { createMemoryStorage } from '#tests/fakes/memory-storage.ts'
import {
  forgetDeletedAccount,
  forgetIdentity,
  type IdentityPlaces,
  keepIdentity,
  readIdentity,
  resolveIdentity,
  type ServerIdentity,
  SIGNED_OUT_COOKIE,
} from './identity.ts'

const ada = { userId: 'a', name: 'Ada', email: 'ada@example.com' }
const bo = { userId: 'b', name: 'Bo', email: 'bo@example.com' }
const nobody = { account: undefined }

describe('the identity of the page', () => {
  let places: IdentityPlaces
  let onDisk: unknown
  const resolve = async (server?: ServerIdentity) => (await resolveIdentity(server, places))?.account
  const signOut = (mark = 'first') => {
    places.cookies.cookie = `theme=dark; ${SIGNED_OUT_COOKIE}=${mark}`
  }

  beforeEach(() => {
    onDisk = undefined
    places = {
      store: {
        read: async () => structuredClone(onDisk),
        write: async (record) => {
          onDisk = structuredClone(record)
        },
      },
      cache: createMemoryStorage(),
      cookies: { cookie: 'theme=dark' },
    }
  })

  test('is known without a server once a page has named somebody', async () => {
    expect(await resolve()).toBeUndefined()
    expect(await resolve({ account: ada })).toEqual(ada)
    expect(await resolve()).toEqual(ada)
  })

  test('is on the disk before the answer is given, whatever localStorage and cookies come to', async () => {
    signOut()
    await resolve()
    await resolve({ account: ada })
    // Killed: Chromium had written neither the cache nor that the mark of the earlier sign-out was removed.
    places.cache = createMemoryStorage()
    signOut()
    expect(await resolve()).toEqual(ada)
    expect(await resolve(nobody)).toEqual(ada)
  })

  test('[F33] is whoever the server names, whatever this browser remembers', async () => {
    await resolve({ account: ada })
    expect(await resolve({ account: bo })).toEqual(bo)
    expect((await readIdentity(places))?.account).toEqual(bo)
  })

  test('[F35] stays when a session has merely expired', async () => {
    await resolve({ account: ada })
    expect(await resolve({ ...nobody, isSessionEnded: false })).toEqual(ada)
  })

  test('is nobody when the server has ended the session, and that is told from a sign-out here', async () => {
    await resolve({ account: ada })
    expect(await resolveIdentity({ ...nobody, isSessionEnded: true }, places)).toEqual({ left: 'ended' })
    expect(await resolve()).toBeUndefined()
  })

  test('[F33] is nobody after a sign-out, with and without a server to ask', async () => {
    await resolve({ account: ada })
    signOut()
    expect(await resolve()).toBeUndefined()
    expect(await resolve(nobody)).toBeUndefined()
    expect(await readIdentity(places)).toEqual({ left: 'signed-out', mark: 'first' })
  })

  test('[F33] is nobody after a sign-out whose cookies and cache were lost in a crash', async () => {
    await resolve({ account: ada })
    const cacheBefore = places.cache.getItem('appframes:identity') ?? ''
    signOut()
    await forgetIdentity(places)
    places.cache.setItem('appframes:identity', cacheBefore)
    places.cookies.cookie = 'theme=dark'
    expect(await resolve()).toBeUndefined()
    expect(await resolve({ ...nobody, isSessionEnded: true })).toBeUndefined()
  })

  test('signing in again takes the mark of the sign-out away, and the next sign-out counts', async () => {
    signOut()
    await resolve({ account: ada })
    expect(places.cookies.cookie).toBe(`${SIGNED_OUT_COOKIE}=; Path=/; Max-Age=0; SameSite=Lax`)
    signOut('second')
    expect(await resolve(nobody)).toBeUndefined()
  })

  test('is read from the cache where nothing else is: an older build wrote only that', async () => {
    places.cache.setItem('appframes:identity', JSON.stringify(ada))
    expect(await resolve()).toEqual(ada)
    expect(onDisk).toEqual({ account: ada })
  })

  test('is still known where IndexedDB does not work at all', async () => {
    const refuse = async () => {
      throw new Error('not in this window')
    }
    places.store = { read: refuse, write: refuse }
    await resolve({ account: ada })
    expect(await resolve()).toEqual(ada)
  })

  describe('of a deleted account', () => {
    const markDeletion = (name = 'one') => signOut(`deleted-${name}`)

    test('is nobody, and its database is kept in mind until it is empty, whatever happens in between', async () => {
      await resolve({ account: ada })
      markDeletion()
      expect(await resolve()).toBeUndefined()
      expect(await readIdentity(places)).toMatchObject({ left: 'signed-out', deletedUserIds: ['a'] })
      // The next page of the server, another account, its sign-out, and the end of its session.
      await resolve(nobody)
      await resolve({ account: bo })
      signOut('later')
      await resolve(nobody)
      await forgetIdentity(places)
      await keepIdentity(bo, places)
      await resolve({ ...nobody, isSessionEnded: true })
      expect(await readIdentity(places)).toMatchObject({ left: 'ended', deletedUserIds: ['a'] })
      await forgetDeletedAccount('a', places)
      expect((await readIdentity(places))?.deletedUserIds ?? []).toEqual([])
    })

    test('two deleted accounts are both kept in mind', async () => {
      await resolve({ account: ada })
      markDeletion('one')
      await resolve()
      await resolve({ account: bo })
      markDeletion('two')
      await resolve()
      expect((await readIdentity(places))?.deletedUserIds).toEqual(['a', 'b'])
    })

    test('is nobody on a device where the server reports that the session ended with its account', async () => {
      await resolve({ account: ada })
      const ended = { ...nobody, isSessionEnded: true, isAccountDeleted: true }
      expect(await resolveIdentity(ended, places)).toEqual({ left: 'signed-out', deletedUserIds: ['a'] })
    })

    test('is the account again when a restored backup of the server names it', async () => {
      await resolve({ account: ada })
      markDeletion()
      await resolve()
      await resolve({ account: ada })
      expect(await readIdentity(places)).toEqual({ account: ada, mark: 'deleted-one' })
    })

    test('is kept in mind when somebody else signed in before a page of the app was open', async () => {
      await resolve({ account: ada })
      markDeletion()
      expect(await resolve({ account: bo })).toEqual(bo)
      expect((await readIdentity(places))?.deletedUserIds).toEqual(['a'])
    })

    test('a mark of a deletion that comes back with a crash deletes nothing', async () => {
      await resolve({ account: ada })
      markDeletion()
      await resolve()
      await resolve({ account: bo })
      markDeletion()
      expect(await resolve()).toEqual(bo)
      expect((await readIdentity(places))?.deletedUserIds).toEqual(['a'])
    })
  })
})
