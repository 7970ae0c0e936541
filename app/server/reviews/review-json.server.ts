import type { Review, ReviewComment } from '#app/sync/protocol/reviews.ts'
import type { Services } from '../services.server.ts'
import { hashSet, listReviewSets } from './plan-review-sets.server.ts'
import type { AnswerRow, Comment, ListedReviews, ReviewRow } from './review-links.server.ts'
import { planReviewPictures, type ReviewPicture } from './review-pictures.server.ts'
import { decryptToken } from './review-secrets.server.ts'

export const createReviewUrl = ({ environment }: Services, token: string) =>
  `${environment.publicUrl}/r/${token}`

/** What the owner sees of the links of a project. */
export async function toJsonReviews(
  services: Services,
  { project, reviews, isCut }: ListedReviews,
): Promise<{ reviews: Review[]; isCut: boolean }> {
  // Links of the same sets show the same pictures: each set is planned once.
  const planned = new Map<string, Promise<readonly ReviewPicture[]>>()
  const listed: Review[] = []
  for (const { comments, ...review } of reviews) {
    const ofSets = new Map<string, readonly ReviewPicture[]>()
    for (const set of listReviewSets(project.document, review)) {
      const key = toKey(set)
      if (!comments.some((comment) => toKey(comment) === key)) continue
      const plan = planned.get(key) ?? planReviewPictures(services, { review, project, set })
      planned.set(key, plan)
      ofSets.set(key, await plan)
    }
    const isCurrent = (comment: Commented) => isOfPictures(comment, ofSets.get(toKey(comment)) ?? [])
    listed.push(toJsonReview(services, { ...review, comments }, isCurrent))
  }
  return { reviews: listed, isCut }
}

function toJsonReview(
  services: Services,
  { comments, ...row }: ReviewRow & { comments: Comment[] },
  isCurrent: (comment: Commented) => boolean,
): Review {
  const token = decryptToken(services, row.encryptedToken)
  return {
    id: row.id,
    ...(token !== undefined && { url: createReviewUrl(services, token) }),
    state: readState(row),
    ...(row.canvasSizeIds !== null && { canvasSizeIds: row.canvasSizeIds }),
    ...(row.locales !== null && { locales: row.locales }),
    hasPassword: row.passwordHash !== null,
    createdAt: row.createdAt.toISOString(),
    expiresAt: row.expiresAt.toISOString(),
    ...(row.revokedAt !== null && { revokedAt: row.revokedAt.toISOString() }),
    comments: comments.map((comment) => ({
      ...toJsonComment(comment, isCurrent(comment)),
      isUnread: comment.createdAt > row.seenAt && comment.resolvedAt === null,
    })),
  }
}

function readState({ revokedAt, expiresAt }: ReviewRow): Review['state'] {
  if (revokedAt !== null) return 'revoked'
  return expiresAt.getTime() <= Date.now() ? 'expired' : 'open'
}

function toJsonComment(comment: Comment, isCurrent: boolean): Omit<ReviewComment, 'isUnread'> {
  const { id, number, canvasSizeId, locale, screenId, x, y, name, text, verdict, resolvedAt } = comment
  return {
    ...{ id, number, canvasSizeId, locale, name, text },
    ...(screenId !== null && { screenId }),
    ...(x !== null && y !== null && { x, y }),
    ...(verdict !== null && { verdict }),
    createdAt: comment.createdAt.toISOString(),
    ...(resolvedAt !== null && { resolvedAt: resolvedAt.toISOString() }),
    isOutdated: !isCurrent,
    answers: comment.answers.map(toJsonAnswer),
  }
}

export const toJsonAnswer = ({ id, text, createdAt }: AnswerRow) => ({
  id,
  text,
  createdAt: createdAt.toISOString(),
})

type Commented = Pick<Comment, 'canvasSizeId' | 'locale' | 'screenId' | 'pictureHash'>

const toKey = ({ canvasSizeId, locale }: { canvasSizeId: string; locale: string }) =>
  JSON.stringify([canvasSizeId, locale])

/** Whether a comment or verdict was made over these pictures as they are. */
export function isOfPictures(
  { screenId, pictureHash }: Pick<Commented, 'screenId' | 'pictureHash'>,
  pictures: readonly ReviewPicture[],
): boolean {
  if (screenId === null) return hashSet(pictures.map(({ hash }) => hash)) === pictureHash
  return pictures.find((picture) => picture.screenId === screenId)?.hash === pictureHash
}
