import * as z from 'zod/mini'
import { createIdentityStore, type IdentityStore } from '#app/storage/database/identity-store.ts'

const accountSchema = z.object({
  userId: z.string().check(z.minLength(1)),
  name: z.string(),
  email: z.string(),
})

/** The signed-in identity as stored in this browser; known without a network. `undefined` everywhere: signed out. */
export type Account = z.infer<typeof accountSchema>

/** The account named by a server-rendered page; absent when the page came from the offline shell. */
export type ServerIdentity = {
  account: Account | undefined
  /** The browser's session was ended (signed out, revoked), and has not merely expired. */
  isSessionEnded?: boolean | undefined
  /** It ended with its account, which nobody can sign in to again. */
  isAccountDeleted?: boolean | undefined
}

const recordSchema = z.object({
  account: z.optional(accountSchema),
  /** The last mark of a sign-out that was seen: one that comes back after a crash is not a new one. */
  mark: z.optional(z.string()),
  /**
   * The reason for being signed out. `ended`: the server ended the session; the account's projects are still on this
   * device.
   */
  left: z.optional(z.enum(['signed-out', 'ended'])),
  /** Accounts that are gone while their databases are still on this device: `keep-projects-after-deletion.ts`. */
  deletedUserIds: z.optional(z.array(z.string())),
})
/** `undefined` in its place: unknown, neither signed in nor signed out. */
export type IdentityRecord = z.infer<typeof recordSchema>

const IDENTITY_KEY = 'appframes:identity'
/** Set by the server's sign-out, on every path, and readable here: decision 0009. */
export const SIGNED_OUT_COOKIE = 'appframes-signed-out'
/** Begins the mark of a sign-out by the account's deletion. */
const DELETED_MARK = 'deleted-'

export type IdentityPlaces = {
  store: IdentityStore
  /** Values the browser may not have written yet when it is killed: read only where `store` has nothing. */
  cache: Storage
  cookies: { cookie: string }
}

/** The browser's stores for the signed-in identity. */
export function getIdentityPlaces(): IdentityPlaces {
  return { store: createIdentityStore(), cache: localStorage, cookies: document }
}

/** Determines the identity, and stores it before any project is opened under it. */
export async function resolveIdentity(
  server: ServerIdentity | undefined,
  places: IdentityPlaces,
): Promise<IdentityRecord | undefined> {
  const known = await readIdentity(places)
  const next = planIdentity({ server, known, mark: findMark(places.cookies.cookie) })
  if (next !== undefined) await writeIdentity(next, places)
  if (next?.account !== undefined && server?.account !== undefined) {
    places.cookies.cookie = `${SIGNED_OUT_COOKIE}=; Path=/; Max-Age=0; SameSite=Lax`
  }
  return next
}

type IdentityState = {
  server: ServerIdentity | undefined
  known: IdentityRecord | undefined
  mark: string | undefined
}

/**
 * The server's page wins. Only a page without an account needs a second check: a session that merely expired leaves the
 * account's projects open here, and sync waits for a sign-in [F35].
 */
export function planIdentity({ server, known, mark }: IdentityState): IdentityRecord | undefined {
  const isNewMark = mark !== undefined && mark !== known?.mark
  const isDeleted = server?.isAccountDeleted || (isNewMark && mark.startsWith(DELETED_MARK))
  const before = known?.account?.userId
  const named = server?.account?.userId
  const deletedUserId = isDeleted && before !== named ? before : undefined
  const kept = planKept(known, { mark, deletedUserId, liveUserId: named })
  if (server?.account !== undefined) return { account: server.account, ...kept }
  if (isNewMark || deletedUserId !== undefined) return { left: 'signed-out', ...kept }
  if (server?.isSessionEnded && known?.account !== undefined) return { left: 'ended', ...kept }
  return known
}

type Change = {
  mark?: string | undefined
  deletedUserId?: string | undefined
  liveUserId?: string | undefined
}

/** The part of the record that stays, whoever is signed in. */
function planKept(known: IdentityRecord | undefined, change: Change): IdentityRecord {
  const mark = change.mark ?? known?.mark
  const ids = new Set(known?.deletedUserIds)
  if (change.deletedUserId !== undefined) ids.add(change.deletedUserId)
  // Named by the server: a restored backup has it again.
  if (change.liveUserId !== undefined) ids.delete(change.liveUserId)
  return { ...(mark === undefined ? {} : { mark }), ...(ids.size === 0 ? {} : { deletedUserIds: [...ids] }) }
}

export async function readIdentity({
  store,
  cache,
}: Pick<IdentityPlaces, 'store' | 'cache'>): Promise<IdentityRecord | undefined> {
  try {
    const stored = z.optional(recordSchema).parse(await store.read())
    if (stored !== undefined) return stored
  } catch (error) {
    console.warn('Who is signed in could not be read from IndexedDB; the cached answer is used.', error)
  }
  const account = readCache(cache)
  return account === undefined ? undefined : { account }
}

/** Resolves when the record is on the disk. Where IndexedDB does not work, the cache is all there is. */
async function writeIdentity(record: IdentityRecord, { store, cache }: Omit<IdentityPlaces, 'cookies'>) {
  if (record.account === undefined) cache.removeItem(IDENTITY_KEY)
  else cache.setItem(IDENTITY_KEY, JSON.stringify(record.account))
  try {
    if (JSON.stringify(await store.read()) !== JSON.stringify(record)) await store.write(record)
  } catch (error) {
    console.warn('Who is signed in could not be kept in IndexedDB.', error)
  }
}

/** The user signed out, or the account is gone from this device. */
export async function forgetIdentity(places: IdentityPlaces): Promise<void> {
  const kept = planKept(await readIdentity(places), { mark: findMark(places.cookies.cookie) })
  await writeIdentity({ left: 'signed-out', ...kept }, places)
}

/** Nothing of a deleted account is left in its own database. */
export async function forgetDeletedAccount(userId: string, places: IdentityPlaces): Promise<void> {
  const known = await readIdentity(places)
  const deletedUserIds = known?.deletedUserIds?.filter((id) => id !== userId)
  await writeIdentity({ ...known, deletedUserIds }, places)
}

/** Writes it again after the browser's data was cleared while the app runs [F21]. */
export async function keepIdentity(account: Account, places: IdentityPlaces): Promise<void> {
  await writeIdentity({ account, ...planKept(await readIdentity(places), {}) }, places)
}

function readCache(cache: Storage): Account | undefined {
  const text = cache.getItem(IDENTITY_KEY)
  if (text === null) return undefined
  try {
    return accountSchema.parse(JSON.parse(text))
  } catch (error) {
    console.warn('Who is signed in could not be read; this tab goes on signed out.', error)
    return undefined
  }
}

function findMark(cookies: string): string | undefined {
  const start = `${SIGNED_OUT_COOKIE}=`
  const found = cookies.split(';').find((cookie) => cookie.trim().startsWith(start))
  const mark = found?.trim().slice(start.length)
  return mark === '' ? undefined : mark
}
