import * as z from 'zod/mini'
import type { ProjectId } from '#app/document/model/ids.ts'
import type { EditorReviews, ReviewsResult } from '#app/editor/ports/reviews.ts'
import { combineObservables, type Observable } from '#app/observable/observable.ts'
import type { HttpClient } from '#app/sync/api/http-client.ts'
import type { HttpRequest } from '#app/sync/api/transport.ts'
import { reviewCreatedSchema, reviewListSchema, reviewsEventSchema } from '#app/sync/protocol/reviews.ts'
import type { SyncStatus } from '#app/sync/status.ts'
import { readReviewsSignal, watchReviewsSignal } from '../platform/reviews-signal.ts'
import { toVersionsError } from './to-versions-error.ts'

export type AccountReviewsOptions = {
  projectId: ProjectId
  accountId: string | undefined
  /** Absent: signed out. */
  http: Pick<HttpClient, 'send'> | undefined
  /** Of the open project. */
  status: Observable<SyncStatus>
  syncNow: () => Promise<void>
}

const signalSchema = z.object({ accountId: z.string(), data: z.string() })

/** The account's review links of one project over /api/projects/:id/reviews. */
export function createAccountReviews(options: AccountReviewsOptions): EditorReviews {
  const { projectId, accountId, http, status, syncNow } = options
  const path = `/api/projects/${projectId}/reviews`

  async function send<Value>(
    request: HttpRequest,
    schema: z.ZodMiniType<Value>,
  ): Promise<ReviewsResult<Value>> {
    return http === undefined ? { kind: 'signed-out' } : toVersionsError(await http.send(request, schema))
  }
  const change = (method: HttpRequest['method'], below: string, body?: object) =>
    send({ method, path: `/api/reviews/${below}`, ...(body !== undefined && { body }) }, z.unknown())

  return {
    unread: combineObservables([{ subscribe: watchReviewsSignal }], () => countUnread(projectId, accountId)),
    unsynced: combineObservables([status], () => countPending(status.get())),
    onChange: watchReviewsSignal,
    async list() {
      const response = await send({ method: 'GET', path }, reviewListSchema)
      if (response.kind !== 'ok') return response
      const { reviews, isCut } = response.value
      return { kind: 'ok', value: { links: reviews, isCut: isCut === true } }
    },
    async create(link) {
      await syncNow()
      return send({ method: 'POST', path, body: link }, reviewCreatedSchema)
    },
    revoke: (id) => change('DELETE', id),
    answer: (link, { id }, text) => change('POST', `${link.id}/comments/${id}/answers`, { text }),
    resolve: (link, { id }, resolved) => change('PATCH', `${link.id}/comments/${id}`, { resolved }),
    async markSeen(commentIds) {
      await send({ method: 'POST', path: `${path}/seen`, body: { comments: commentIds } }, z.unknown())
    },
  }
}

function countUnread(projectId: ProjectId, accountId: string | undefined): number {
  const signal = signalSchema.safeParse(readReviewsSignal())
  if (!signal.success || signal.data.accountId !== accountId) return 0
  const event = reviewsEventSchema.safeParse(JSON.parse(signal.data.data))
  return event.success ? (event.data.unread[projectId] ?? 0) : 0
}

const countPending = (status: SyncStatus): number =>
  'pendingCount' in status ? status.pendingCount : status.kind === 'saving' ? 1 : 0
