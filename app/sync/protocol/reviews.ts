import * as z from 'zod/mini'
import { canvasSizeIdSchema, localeSchema, screenIdSchema } from '#app/document/model/ids.ts'

// The wire of review links, parsed on both sides: GET /api/projects/:id/reviews, and the events named `reviews` of GET /api/events.

const moment = z.iso.datetime({ offset: true })

/** Sent when a comment, an answer or a link of the account changed. `unread`: by project with links. */
export const reviewsEventSchema = z.object({ unread: z.record(z.string(), z.int()) })
export type ReviewsEvent = z.infer<typeof reviewsEventSchema>
/** The event's name on the stream. */
export const REVIEWS_EVENT = 'reviews'

const answerSchema = z.object({ id: z.string(), text: z.string(), createdAt: moment })

export const reviewCommentSchema = z.object({
  id: z.string(),
  /** Of the link, from 1: what its pin shows. */
  number: z.int(),
  canvasSizeId: canvasSizeIdSchema,
  locale: localeSchema,
  /** Absent: about the whole set. */
  screenId: z.optional(screenIdSchema),
  /** Fractions of the picture's width and height; absent: about no place in it. */
  x: z.optional(z.number()),
  y: z.optional(z.number()),
  name: z.string(),
  text: z.string(),
  verdict: z.optional(z.enum(['approved', 'changes-requested'])),
  createdAt: moment,
  resolvedAt: z.optional(moment),
  /** The pictures have changed since. */
  isOutdated: z.boolean(),
  isUnread: z.boolean(),
  answers: z.array(answerSchema),
})
/** As it is sent. */
export type ReviewComment = z.input<typeof reviewCommentSchema>

export const reviewSchema = z.object({
  id: z.string(),
  /** Absent: this server cannot show it again. */
  url: z.optional(z.string()),
  state: z.enum(['open', 'expired', 'revoked']),
  /** Absent: all, also later ones. */
  canvasSizeIds: z.optional(z.array(canvasSizeIdSchema)),
  locales: z.optional(z.array(localeSchema)),
  hasPassword: z.boolean(),
  createdAt: moment,
  expiresAt: moment,
  revokedAt: z.optional(moment),
  comments: z.array(reviewCommentSchema),
})
/** As it is sent. */
export type Review = z.input<typeof reviewSchema>

export const reviewListSchema = z.object({
  reviews: z.array(reviewSchema),
  /** Older closed links, or more comments, are left out. */
  isCut: z.optional(z.boolean()),
})
export const reviewCreatedSchema = z.object({ id: z.string(), url: z.string(), expiresAt: moment })
