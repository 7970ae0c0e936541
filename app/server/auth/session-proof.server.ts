import type { Sql, TransactionSql } from 'postgres'

/** A session to be checked in the very transaction that it is for. */
export type SessionProof = {
  token: string
  /** No session is older than this. */
  maxDays: number
  /** One with less left is due to be prolonged. */
  minDaysLeft: number
}

/** Of the row `s`: neither ended nor expired nor due to be prolonged. */
export const standingSession = (sql: Sql | TransactionSql, proof: SessionProof) => sql`
  s.token = ${proof.token} and ${isSessionCurrent(sql, proof)}`

/** The same, whichever session it is. */
export const isSessionCurrent = (
  sql: Sql | TransactionSql,
  { maxDays, minDaysLeft }: Omit<SessionProof, 'token'>,
) => sql`
  s.created_at > now() - make_interval(days => ${maxDays})
    and s.expires_at > now() + make_interval(days => ${minDaysLeft})`
