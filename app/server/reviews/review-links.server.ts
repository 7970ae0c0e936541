import { randomUUID } from 'node:crypto'
import { and, asc, count, desc, eq, gt, inArray, isNull, sql } from 'drizzle-orm'
import type { Project } from '#app/document/model/schema.ts'
import { resolveProject } from '#app/document/resolve/resolve-project.ts'
import type { AccountId } from '#db/account-id.ts'
import { projects, reviewAnswers, reviewComments, reviews } from '#db/schema.ts'
import type { Services } from '../services.server.ts'
import type { AccountView } from '../sync/sync-repository.server.ts'
import { listReviewSets } from './plan-review-sets.server.ts'
import type { ReviewCreate } from './review-input.server.ts'
import { encryptToken, hashPassword, hashToken, mintToken } from './review-secrets.server.ts'

export type ReviewRow = typeof reviews.$inferSelect
export type CommentRow = typeof reviewComments.$inferSelect
export type AnswerRow = typeof reviewAnswers.$inferSelect
export type Comment = CommentRow & { answers: AnswerRow[] }
export type ReviewedProject = { document: Project; updatedAt: Date }

/** Links of one project that work at the same time. */
const LINKS_MAX = 50

export type ReviewCreated =
  | { kind: 'created'; review: ReviewRow; token: string }
  | { kind: 'not-found' }
  | { kind: 'too-many'; max: number }
  | { kind: 'unknown'; field: 'canvasSizeIds' | 'locales'; value: string }

/** Makes a link to a live project of the account. */
export async function createReview(
  services: Services,
  accountId: AccountId,
  { projectId, password, ...choice }: ReviewCreate & { projectId: string },
): Promise<ReviewCreated> {
  const project = await findReviewedProject(services, accountId, projectId)
  if (project === undefined) return { kind: 'not-found' }
  const unknown = findUnknown(project.document, choice)
  if (unknown !== undefined) return { kind: 'unknown', ...unknown }
  const { db } = services.database
  const [row] = await db
    .select({ links: count() })
    .from(reviews)
    .where(and(ofProject(accountId, projectId), isNull(reviews.revokedAt), gt(reviews.expiresAt, sql`now()`)))
  if ((row?.links ?? 0) >= LINKS_MAX) return { kind: 'too-many', max: LINKS_MAX }
  const token = mintToken()
  const [review] = await db
    .insert(reviews)
    .values({
      id: randomUUID(),
      userId: accountId,
      projectId,
      tokenHash: hashToken(token),
      encryptedToken: encryptToken(services, token),
      passwordHash: password === undefined ? null : await hashPassword(password),
      ...choice,
    })
    .returning()
  if (review === undefined) throw new Error('Inserting a review link returned no row.')
  return { kind: 'created', review, token }
}

function findUnknown(project: Project, choice: Pick<ReviewCreate, 'canvasSizeIds' | 'locales'>) {
  const sets = listReviewSets(project, { canvasSizeIds: null, locales: null })
  for (const value of choice.canvasSizeIds ?? [])
    if (!sets.some(({ canvasSizeId }) => canvasSizeId === value))
      return { field: 'canvasSizeIds', value } as const
  for (const value of choice.locales ?? [])
    if (!sets.some(({ locale }) => locale === value)) return { field: 'locales', value } as const
  return undefined
}

/** The live project as it is now; undefined when it is deleted or was never there. */
export function findReviewedProject(
  services: Services,
  accountId: AccountId,
  projectId: string,
): Promise<ReviewedProject | undefined> {
  return services.repository.look(accountId, readProject(projectId))
}

const readProject =
  (projectId: string) =>
  async (account: AccountView): Promise<ReviewedProject | undefined> => {
    const [project] = await account.findProjects([projectId])
    if (project === undefined || project.deletedAt) return undefined
    const document = (await account.readDocuments([project])).get(projectId)
    return document && { document: resolveProject(document), updatedAt: project.updatedAt }
  }

/** Newest first, with their comments, the oldest first; undefined when the account has no such live project. */
export async function listReviews(
  services: Services,
  accountId: AccountId,
  projectId: string,
): Promise<{ project: ReviewedProject; reviews: (ReviewRow & { comments: Comment[] })[] } | undefined> {
  const project = await findReviewedProject(services, accountId, projectId)
  if (project === undefined) return undefined
  const rows = await services.database.db
    .select()
    .from(reviews)
    .where(ofProject(accountId, projectId))
    .orderBy(desc(reviews.createdAt))
  const comments = await listComments(
    services,
    rows.map(({ id }) => id),
  )
  return {
    project,
    reviews: rows.map((row) => ({
      ...row,
      comments: comments.filter(({ reviewId }) => reviewId === row.id),
    })),
  }
}

/** With their answers, in the order of their numbers. */
export async function listComments(services: Services, reviewIds: string[]): Promise<Comment[]> {
  if (reviewIds.length === 0) return []
  const { db } = services.database
  const comments = await db
    .select()
    .from(reviewComments)
    .where(inArray(reviewComments.reviewId, reviewIds))
    .orderBy(asc(reviewComments.number))
  if (comments.length === 0) return []
  const answers = await db
    .select()
    .from(reviewAnswers)
    .where(
      inArray(
        reviewAnswers.commentId,
        comments.map(({ id }) => id),
      ),
    )
    .orderBy(asc(reviewAnswers.createdAt))
  return comments.map((comment) => ({
    ...comment,
    answers: answers.filter(({ commentId }) => commentId === comment.id),
  }))
}

/** Revoking again is no error. */
export async function revokeReview(
  services: Services,
  accountId: AccountId,
  id: string,
): Promise<ReviewRow | undefined> {
  const [review] = await services.database.db
    .update(reviews)
    .set({ revokedAt: sql`coalesce(${reviews.revokedAt}, now())` })
    .where(and(eq(reviews.userId, accountId), eq(reviews.id, id)))
    .returning()
  return review
}

/** Everything so far is read. */
export async function markReviewsSeen(
  services: Services,
  accountId: AccountId,
  projectId: string,
): Promise<void> {
  await services.database.db
    .update(reviews)
    .set({ seenAt: sql`now()` })
    .where(ofProject(accountId, projectId))
}

export type FoundReview =
  | { kind: 'ok'; review: ReviewRow; project: ReviewedProject }
  /** Revoked, over, or its project is deleted. */
  | { kind: 'gone' }
  | { kind: 'missing' }

/** Whose link this is, by the token alone. */
export async function findReview(services: Services, token: string): Promise<FoundReview> {
  const [review] = await services.database.db
    .select()
    .from(reviews)
    .where(eq(reviews.tokenHash, hashToken(token)))
  if (review === undefined) return { kind: 'missing' }
  if (review.revokedAt !== null || review.expiresAt.getTime() <= Date.now()) return { kind: 'gone' }
  const project = await services.repository.look(review.userId, readProject(review.projectId), {
    link: review.id,
  })
  return project === undefined ? { kind: 'gone' } : { kind: 'ok', review, project }
}

const ofProject = (accountId: AccountId, projectId: string) =>
  and(eq(reviews.userId, accountId), eq(reviews.projectId, projectId))

/** Whether any link of the project works. */
export async function hasWorkingReview(
  services: Services,
  accountId: AccountId,
  projectId: string,
): Promise<boolean> {
  const rows = await services.database.db
    .select({ id: reviews.id })
    .from(reviews)
    .innerJoin(projects, and(eq(projects.userId, reviews.userId), eq(projects.id, reviews.projectId)))
    .where(
      and(
        ofProject(accountId, projectId),
        isNull(reviews.revokedAt),
        gt(reviews.expiresAt, sql`now()`),
        isNull(projects.deletedAt),
      ),
    )
    .limit(1)
  return rows.length > 0
}
