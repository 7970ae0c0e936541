import { randomUUID } from 'node:crypto'
import { and, eq, sql } from 'drizzle-orm'
import type { AccountId } from '#db/account-id.ts'
import { reviewAnswers, reviewComments, reviews } from '#db/schema.ts'
import type { Services } from '../services.server.ts'
import { listReviewScreens, listReviewSets, type ReviewSet } from './plan-review-sets.server.ts'
import type { ReviewCommentInput } from './review-input.server.ts'
import type { AnswerRow, CommentRow, ReviewedProject, ReviewRow } from './review-links.server.ts'
import { hashSetPictures } from './review-pictures.server.ts'

const COMMENTS_MAX = 1_000
const ANSWERS_MAX = 100

export type CommentAdded =
  | { kind: 'added'; comment: CommentRow }
  /** The link does not show such a screen, size or language. */
  | { kind: 'unknown' }
  | { kind: 'too-many'; max: number }

type Place = ReviewSet & { screenId: string | undefined }

/** Stores what a reviewer said; the next number of the link is its pin. */
export async function addComment(
  services: Services,
  { review, project }: { review: ReviewRow; project: ReviewedProject },
  { name, text, x, y, verdict, ...named }: ReviewCommentInput,
): Promise<CommentAdded> {
  const place = findPlace(project, review, named)
  if (place === undefined) return { kind: 'unknown' }
  const { canvasSizeId, locale, screenId } = place
  const pictureHash = await hashSetPictures(services, { review, project, set: place, screenId })
  return services.database.db.transaction(async (tx) => {
    // The number follows the last one: writers of one link wait for each other.
    await tx.select({ id: reviews.id }).from(reviews).where(eq(reviews.id, review.id)).for('update')
    const [last] = await tx
      .select({ number: sql<number>`coalesce(max(${reviewComments.number}), 0)::int` })
      .from(reviewComments)
      .where(eq(reviewComments.reviewId, review.id))
    const number = (last?.number ?? 0) + 1
    if (number > COMMENTS_MAX) return { kind: 'too-many', max: COMMENTS_MAX }
    const [comment] = await tx
      .insert(reviewComments)
      .values({
        id: randomUUID(),
        reviewId: review.id,
        number,
        canvasSizeId,
        locale,
        screenId: screenId ?? null,
        x: x ?? null,
        y: y ?? null,
        name,
        text,
        verdict: verdict ?? null,
        pictureHash,
        // In the order of the numbers: of two at once the later one must not seem to have been there before.
        createdAt: sql`clock_timestamp()`,
      })
      .returning()
    if (comment === undefined) throw new Error('Inserting a comment returned no row.')
    return { kind: 'added', comment }
  })
}

/** A comment may name its screen alone: then it is about the first set that shows it. */
function findPlace(
  { document }: ReviewedProject,
  review: ReviewRow,
  { canvasSizeId, locale, screenId }: Pick<ReviewCommentInput, 'canvasSizeId' | 'locale' | 'screenId'>,
): Place | undefined {
  const set = listReviewSets(document, review).find(
    (each) =>
      (canvasSizeId === undefined || each.canvasSizeId === canvasSizeId) &&
      (locale === undefined || each.locale === locale) &&
      (screenId === undefined ||
        listReviewScreens(document, each).some((screen) => screen.screenId === screenId)),
  )
  return set && { ...set, screenId }
}

/** The comment, if it stands under a link of the account. */
async function findOwnComment(
  services: Services,
  accountId: AccountId,
  { reviewId, commentId }: { reviewId: string; commentId: string },
): Promise<{ comment: CommentRow; projectId: string } | undefined> {
  const [row] = await services.database.db
    .select({ comment: reviewComments, projectId: reviews.projectId })
    .from(reviewComments)
    .innerJoin(reviews, eq(reviews.id, reviewComments.reviewId))
    .where(and(eq(reviews.userId, accountId), eq(reviews.id, reviewId), eq(reviewComments.id, commentId)))
  return row
}

type CommentName = { reviewId: string; commentId: string }

export async function resolveComment(
  services: Services,
  accountId: AccountId,
  { isResolved, ...name }: CommentName & { isResolved: boolean },
): Promise<CommentRow | undefined> {
  const found = await findOwnComment(services, accountId, name)
  if (found === undefined) return undefined
  const [comment] = await services.database.db
    .update(reviewComments)
    .set({ resolvedAt: isResolved ? sql`coalesce(${reviewComments.resolvedAt}, now())` : null })
    .where(eq(reviewComments.id, found.comment.id))
    .returning()
  return comment
}

export type AnswerAdded =
  | { kind: 'added'; answer: AnswerRow }
  | { kind: 'not-found' }
  | { kind: 'too-many'; max: number }

export async function answerComment(
  services: Services,
  accountId: AccountId,
  { text, ...name }: CommentName & { text: string },
): Promise<AnswerAdded> {
  const found = await findOwnComment(services, accountId, name)
  if (found === undefined) return { kind: 'not-found' }
  const { db } = services.database
  const answered = await db.$count(reviewAnswers, eq(reviewAnswers.commentId, found.comment.id))
  if (answered >= ANSWERS_MAX) return { kind: 'too-many', max: ANSWERS_MAX }
  const [answer] = await db
    .insert(reviewAnswers)
    .values({ id: randomUUID(), commentId: found.comment.id, text })
    .returning()
  if (answer === undefined) throw new Error('Inserting an answer returned no row.')
  return { kind: 'added', answer }
}
