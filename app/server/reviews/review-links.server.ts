import { randomUUID } from 'node:crypto'
import { and, asc, desc, eq, gt, inArray, isNull, or, type SQL, sql } from 'drizzle-orm'
import type { Project } from '#app/document/model/schema.ts'
import { resolveProject } from '#app/document/resolve/resolve-project.ts'
import type { AccountId } from '#db/account-id.ts'
import { projects, reviewAnswers, reviewComments, reviews, syncAccounts } from '#db/schema.ts'
import type { Services } from '../services.server.ts'
import { transactInTurn } from '../sync/account-transaction.server.ts'
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
/** Those that work, and the newest that do not any more. */
const LINKS_LISTED_MAX = 100
/** Of all links of a project together. */
const COMMENTS_LISTED_MAX = 1_000

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
  // Hashed before the row is locked: it takes a while on purpose.
  const passwordHash = password === undefined ? null : await hashPassword(password)
  return transactInTurn(services, accountId, async (tx): Promise<ReviewCreated> => {
    // Those who make links at once are counted one after the other.
    await tx
      .select({ seq: syncAccounts.seq })
      .from(syncAccounts)
      .where(eq(syncAccounts.userId, accountId))
      .for('update')
    const links = await tx.$count(reviews, and(ofProject(accountId, projectId), isOpen))
    if (links >= LINKS_MAX) return { kind: 'too-many', max: LINKS_MAX }
    const token = mintToken()
    const [review] = await tx
      .insert(reviews)
      .values({
        id: randomUUID(),
        userId: accountId,
        projectId,
        tokenHash: hashToken(token),
        encryptedToken: encryptToken(services, token),
        passwordHash,
        ...choice,
      })
      .returning()
    if (review === undefined) throw new Error('Inserting a review link returned no row.')
    return { kind: 'created', review, token }
  })
}

const isOpen = and(isNull(reviews.revokedAt), gt(reviews.expiresAt, sql`now()`))

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
  return services.repository.read(accountId, readProject(projectId))
}

async function findLive(account: AccountView, projectId: string) {
  const [project] = await account.findProjects([projectId])
  return project?.deletedAt ? undefined : project
}

const readProject =
  (projectId: string) =>
  async (account: AccountView): Promise<ReviewedProject | undefined> => {
    const project = await findLive(account, projectId)
    if (project === undefined) return undefined
    const document = (await account.readDocuments([project])).get(projectId)
    return document && { document: resolveProject(document), updatedAt: project.updatedAt }
  }

export type ListedReviews = {
  project: ReviewedProject
  reviews: (ReviewRow & { comments: Comment[] })[]
  /** There are older closed links, or more comments, than are listed. */
  isCut: boolean
}

/**
 * Links newest first, with their comments, the oldest first; undefined when the account has no such live project. Of very
 * many comments the newest that are not resolved are listed, with their links, then the newest others.
 */
export async function listReviews(
  services: Services,
  accountId: AccountId,
  projectId: string,
): Promise<ListedReviews | undefined> {
  const project = await findReviewedProject(services, accountId, projectId)
  if (project === undefined) return undefined
  const { db } = services.database
  const chosen = await db
    .select({ id: reviewComments.id, reviewId: reviewComments.reviewId })
    .from(reviewComments)
    .innerJoin(reviews, eq(reviews.id, reviewComments.reviewId))
    .where(ofProject(accountId, projectId))
    .orderBy(sql`${reviewComments.resolvedAt} is not null`, desc(reviewComments.createdAt))
    .limit(COMMENTS_LISTED_MAX + 1)
  const listed = chosen.slice(0, COMMENTS_LISTED_MAX)
  const newest = db
    .select({ id: reviews.id })
    .from(reviews)
    .where(ofProject(accountId, projectId))
    .orderBy(sql`(${isOpen}) desc`, desc(reviews.createdAt))
    .limit(LINKS_LISTED_MAX)
  const commented = [...new Set(listed.map(({ reviewId }) => reviewId))]
  const rows = await db
    .select()
    .from(reviews)
    .where(
      and(ofProject(accountId, projectId), or(inArray(reviews.id, newest), inArray(reviews.id, commented))),
    )
    .orderBy(desc(reviews.createdAt))
  const comments = await readComments(
    services,
    inArray(
      reviewComments.id,
      listed.map(({ id }) => id),
    ),
  )
  const links = await db.$count(reviews, ofProject(accountId, projectId))
  return {
    project,
    isCut: chosen.length > listed.length || links > rows.length,
    reviews: rows.map((row) => ({
      ...row,
      comments: comments.filter(({ reviewId }) => reviewId === row.id),
    })),
  }
}

/** With their answers, in the order of their numbers. */
export const listComments = (services: Services, reviewId: string): Promise<Comment[]> =>
  readComments(services, eq(reviewComments.reviewId, reviewId))

async function readComments(services: Services, which: SQL): Promise<Comment[]> {
  const { db } = services.database
  const comments = await db.select().from(reviewComments).where(which).orderBy(asc(reviewComments.number))
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
  const byComment = new Map(comments.map(({ id }): [string, AnswerRow[]] => [id, []]))
  for (const answer of answers) byComment.get(answer.commentId)?.push(answer)
  return comments.map((comment) => ({ ...comment, answers: byComment.get(comment.id) ?? [] }))
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

/**
 * The owner has these comments on the screen: they, and earlier ones of their links, are read. What came after the screen
 * was filled is not.
 */
export async function markReviewsSeen(
  services: Services,
  accountId: AccountId,
  { projectId, commentIds }: { projectId: string; commentIds: readonly string[] },
): Promise<void> {
  await services.database.sql`
    update reviews set seen_at = greatest(reviews.seen_at, shown.at)
    from (
      select review_id, max(created_at) as at from review_comments
      where id = any(${[...commentIds]}::uuid[]) group by review_id
    ) shown
    where reviews.id = shown.review_id and reviews.user_id = ${accountId} and reviews.project_id = ${projectId}`
}

export type FoundReview =
  | { kind: 'ok'; review: ReviewRow; project: ReviewedProject }
  /** Revoked, over, or its project is deleted. */
  | { kind: 'gone' }
  | { kind: 'missing' }

/**
 * Whose link this is, by the token alone. `refuse` is asked before the project is read: what it returns is the answer.
 */
export async function findReview<Refused = never>(
  services: Services,
  token: string,
  refuse?: (review: ReviewRow) => Promise<Refused | undefined>,
): Promise<FoundReview | Refused> {
  const [review] = await services.database.db
    .select()
    .from(reviews)
    .where(eq(reviews.tokenHash, hashToken(token)))
  if (review === undefined) return { kind: 'missing' }
  if (review.revokedAt !== null || review.expiresAt.getTime() <= Date.now()) return { kind: 'gone' }
  const refused = await refuse?.(review)
  if (refused !== undefined) return refused
  const project = await services.repository.read(review.userId, readProject(review.projectId), {
    link: review.id,
  })
  return project === undefined ? { kind: 'gone' } : { kind: 'ok', review, project }
}

/** Whether the link's project is still there, without reading its document. */
export function hasProject(services: Services, { id, userId, projectId }: ReviewRow): Promise<boolean> {
  const isLive = async (account: AccountView) => (await findLive(account, projectId)) !== undefined
  return services.repository.read(userId, isLive, { link: id })
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
    .where(and(ofProject(accountId, projectId), isOpen, isNull(projects.deletedAt)))
    .limit(1)
  return rows.length > 0
}
