import { and, desc, eq, gt, ne } from 'drizzle-orm'
import type { AccountId } from '#db/account-id.ts'
import { session } from '#db/schema.ts'
import { describeUserAgent } from '../auth/describe-user-agent.server.ts'
import { endSession, type Session } from '../auth/session.server.ts'
import type { Services } from '../services.server.ts'

/** A browser that is signed in. The secret in its cookie never leaves the database. */
export type Device = { id: string; isThis: boolean; name: string; startedAt: Date; lastSeenAt: Date }

export async function listDevices(services: Services, current: Session): Promise<Device[]> {
  const rows = await services.database.db
    .select({
      id: session.id,
      userAgent: session.userAgent,
      startedAt: session.createdAt,
      lastSeenAt: session.updatedAt,
    })
    .from(session)
    .where(and(eq(session.userId, current.account.id), gt(session.expiresAt, new Date())))
    .orderBy(desc(session.updatedAt))
  const devices = rows.map(({ id, userAgent, startedAt, lastSeenAt }) => ({
    id,
    isThis: id === current.id,
    name: describeUserAgent(userAgent),
    startedAt,
    lastSeenAt,
  }))
  return devices.toSorted((a, b) => Number(b.isThis) - Number(a.isThis))
}

/** Returns whether the account had such a device. */
export async function signOutDevice(
  services: Services,
  accountId: AccountId,
  sessionId: string,
): Promise<boolean> {
  const [row] = await services.database.db
    .select({ token: session.token })
    .from(session)
    .where(and(eq(session.id, sessionId), eq(session.userId, accountId)))
  if (row === undefined) return false
  await endSession(services, row.token)
  return true
}

/** All but this one. */
export async function signOutOtherDevices(services: Services, current: Session): Promise<number> {
  const others = await services.database.db
    .select({ token: session.token })
    .from(session)
    .where(and(eq(session.userId, current.account.id), ne(session.id, current.id)))
  for (const { token } of others) await endSession(services, token)
  return others.length
}
