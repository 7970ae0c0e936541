import type { Sql } from 'postgres'
import { BusyError } from './busy-error.server.ts'

/** Bytes of bodies in memory at once, unpacked. What is made of them takes a few times as much. */
export const MAX_ACCOUNT_BYTES = 48_000_000
export const MAX_PROCESS_BYTES = 192_000_000
/** Smaller bodies are not counted: edits, of which thousands fit. */
export const UNCOUNTED_BYTES = 64_000
const RETRY_AFTER_SECONDS = 2

/** Holds this many bytes in all for the request; called before they are read or unpacked. @throws BusyError */
export type TakeRoom = (totalBytes: number) => void

type Rooms = { total: number; ofAccount: Map<string, number> }

/** Of each pool, which stands for a process. */
const roomsOf = new WeakMap<Sql, Rooms>()

/**
 * Runs the work on one request of an account, whose body takes memory until it is done. A body finds room where it is the only one,
 * however large it is.
 */
export async function withBodyRoom<Result>(
  sql: Sql,
  accountId: string,
  work: (takeRoom: TakeRoom) => Promise<Result>,
): Promise<Result> {
  const rooms = roomsOf.get(sql) ?? { total: 0, ofAccount: new Map<string, number>() }
  roomsOf.set(sql, rooms)
  let held = 0
  let isOver = false

  function hold(bytes: number): void {
    const ofAccount = (rooms.ofAccount.get(accountId) ?? 0) + bytes - held
    rooms.total += bytes - held
    held = bytes
    if (ofAccount > 0) rooms.ofAccount.set(accountId, ofAccount)
    else rooms.ofAccount.delete(accountId)
  }

  function takeRoom(totalBytes: number): void {
    if (totalBytes <= UNCOUNTED_BYTES || totalBytes <= held) return
    // Refused meanwhile for another reason: unpacking ends here.
    if (isOver) throw new BusyError(RETRY_AFTER_SECONDS)
    const others = rooms.total - held
    const othersOfAccount = (rooms.ofAccount.get(accountId) ?? 0) - held
    const isFull =
      (others > 0 && others + totalBytes > MAX_PROCESS_BYTES) ||
      (othersOfAccount > 0 && othersOfAccount + totalBytes > MAX_ACCOUNT_BYTES)
    if (isFull) throw new BusyError(RETRY_AFTER_SECONDS)
    hold(totalBytes)
  }

  try {
    return await work(takeRoom)
  } finally {
    isOver = true
    if (held > 0) hold(0)
  }
}

type Incoming = { headers: Headers; maxBytes: number; discard: () => void }

/**
 * Takes room for the length that a request announces; one that does not may be as long as is allowed. Without room its body is read
 * and discarded: a client reads no response while it is sending.
 */
export function takeAnnouncedRoom(takeRoom: TakeRoom, { headers, maxBytes, discard }: Incoming): void {
  const announced = headers.get('content-length')
  try {
    takeRoom(announced === null ? maxBytes : Math.min(Number(announced), maxBytes))
  } catch (error) {
    discard()
    throw error
  }
}
