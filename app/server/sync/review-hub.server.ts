import type { Sql } from 'postgres'
import type { ReviewsEvent } from '#app/sync/protocol/reviews.ts'
import { type AccountId, toAccountId } from '#db/account-id.ts'
import { logFailure } from '../observability/logs.server.ts'
import { createChannelListener } from './channel-listener.server.ts'

/** The channel on which the processes announce accounts whose review links or comments changed. */
const REVIEWS_CHANNEL = 'appframes_reviews'

/** One listening device. */
export type ReviewListener = { accountId: AccountId; send(event: ReviewsEvent): void }

export type ReviewHub = {
  /** After the commit. A hint: an open panel asks again by itself. */
  announce(accountId: AccountId): void
  /** Resolves when no announcement is missed from now on; what is unread now is sent at once. */
  add(listener: ReviewListener): Promise<() => void>
}

/** Tells devices about comments, over every process. */
export function createReviewHub(sql: Sql): ReviewHub {
  const listeners = new Set<ReviewListener>()
  const listen = createChannelListener(sql, {
    channel: REVIEWS_CHANNEL,
    onMessage: (payload) => notify(toAccountId(payload)),
    onListening: notifyAll,
  })

  /** Announcements during a lost connection are gone. */
  function notifyAll(): void {
    for (const accountId of new Set([...listeners].map((listener) => listener.accountId))) notify(accountId)
  }

  function notify(accountId: AccountId, only?: ReviewListener): void {
    const waiting =
      only === undefined ? [...listeners].filter((each) => each.accountId === accountId) : [only]
    if (waiting.length === 0) return
    countUnread(sql, accountId).then(
      (unread) => {
        // Most accounts have no link: their devices need not be told so.
        if (Object.keys(unread).length === 0) return
        for (const listener of waiting) if (listeners.has(listener)) listener.send({ unread })
      },
      (error: unknown) => logFailure('Devices could not be told of comments.', error),
    )
  }

  return {
    announce(accountId) {
      sql`select pg_notify(${REVIEWS_CHANNEL}, ${accountId})`.catch((error: unknown) =>
        logFailure('Devices could not be told of comments.', error),
      )
    },
    async add(listener) {
      await listen()
      listeners.add(listener)
      notify(listener.accountId, listener)
      return () => void listeners.delete(listener)
    },
  }
}

/** By project with links: comments since its owner last looked that are not resolved. */
async function countUnread(sql: Sql, accountId: AccountId): Promise<ReviewsEvent['unread']> {
  const rows = await sql<{ projectId: string; unread: number }[]>`
    select r.project_id as "projectId",
      (count(c.id) filter (where c.created_at > r.seen_at and c.resolved_at is null))::int as unread
    from reviews r left join review_comments c on c.review_id = r.id
    where r.user_id = ${accountId}
    group by r.project_id`
  return Object.fromEntries(rows.map(({ projectId, unread }) => [projectId, unread]))
}
