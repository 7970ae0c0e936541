import type { Review, ReviewComment } from '#app/sync/protocol/reviews.ts'
import type { Services } from '../services.server.ts'
import { hashSet, listReviewSets } from './plan-review-sets.server.ts'
import type { AnswerRow, Comment, ReviewedProject, ReviewRow } from './review-links.server.ts'
import { planReviewPictures, type ReviewPicture } from './review-pictures.server.ts'
import { decryptToken } from './review-secrets.server.ts'

export const createReviewUrl = ({ environment }: Services, token: string) =>
  `${environment.publicUrl}/r/${token}`

/** What the owner sees of a link. */
export async function toJsonReview(
  services: Services,
  { comments, ...row }: ReviewRow & { comments: Comment[] },
  project: ReviewedProject,
): Promise<Review> {
  const token = decryptToken(services, row.encryptedToken)
  const isCurrent = await createIsCurrent(services, row, { project, comments })
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

/** Whether the pictures that a comment is about are still the same. */
async function createIsCurrent(
  services: Services,
  review: ReviewRow,
  { project, comments }: { project: ReviewedProject; comments: readonly Commented[] },
): Promise<(comment: Commented) => boolean> {
  const pictures = new Map<string, ReviewPicture[]>()
  for (const set of listReviewSets(project.document, review)) {
    const isWanted = comments.some(
      ({ canvasSizeId, locale }) => canvasSizeId === set.canvasSizeId && locale === set.locale,
    )
    if (isWanted) pictures.set(toKey(set), await planReviewPictures(services, { review, project, set }))
  }
  return (comment) => isOfPictures(comment, pictures.get(toKey(comment)) ?? [])
}

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
