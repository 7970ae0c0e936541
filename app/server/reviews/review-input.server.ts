import { z } from 'zod'
import { createErrorResponse } from '../http/api-errors.server.ts'

const NAME_MAX = 100
const TEXT_MAX = 4_000
const PASSWORD_MIN = 4
const PASSWORD_MAX = 200
const CHOICES_MAX = 200
const DAY_MS = 24 * 60 * 60 * 1000
const LONGEST_DAYS = 366
const DEFAULT_DAYS = 30

const idSchema = z.guid()
const choice = z.array(z.string().min(1).max(100)).min(1, 'Choose at least one').max(CHOICES_MAX)

/** All of it may be left out: a link to the whole project for a month. */
export const reviewCreateSchema = z
  .object({
    canvasSizeIds: choice.nullish(),
    locales: choice.nullish(),
    expiresAt: z.iso
      .datetime({ offset: true, message: 'must be a time like 2026-12-31T18:00:00Z' })
      .transform((text) => new Date(text))
      .refine((at) => at.getTime() > Date.now(), 'is over already; choose a later time')
      .refine(
        (at) => at.getTime() <= Date.now() + LONGEST_DAYS * DAY_MS,
        'is more than a year ahead; choose an earlier time',
      )
      .nullish(),
    password: z
      .string()
      .min(PASSWORD_MIN, `A password has at least ${PASSWORD_MIN} characters`)
      .max(PASSWORD_MAX, `A password has at most ${PASSWORD_MAX} characters`)
      .nullish(),
  })
  .default({})
  .transform(({ canvasSizeIds, locales, expiresAt, password }) => ({
    canvasSizeIds: canvasSizeIds ?? null,
    locales: locales ?? null,
    expiresAt: expiresAt ?? new Date(Date.now() + DEFAULT_DAYS * DAY_MS),
    password: password ?? undefined,
  }))
export type ReviewCreate = z.output<typeof reviewCreateSchema>

/** Line breaks and tabs are text; other control characters are none. */
const hasControls = (text: string) => /[^\P{Cc}\n\t]/u.test(text)
const isWhole = (text: string) => !/\p{Surrogate}/u.test(text)

const plainText = (max: number, name: string) =>
  z
    .string(`${name} is missing`)
    .transform((text) => text.replace(/\r\n?/g, '\n').trim())
    .refine((text) => text.length <= max, `${name} has at most ${max} characters`)
    .refine((text) => !hasControls(text) && isWhole(text), `${name} holds a character that is no text`)

const fraction = z.coerce
  .number('must be a number from 0 to 1')
  .min(0, 'must be a number from 0 to 1')
  .max(1, 'must be a number from 0 to 1')
const optionalId = z.string().max(100).optional()

const verdict = z
  .enum(['approved', 'approve', 'changes-requested', 'request-changes'], 'must be approve or request-changes')
  .transform((word) => (word.startsWith('approve') ? ('approved' as const) : ('changes-requested' as const)))

/** Fields of a form that were left empty are no fields. */
const dropEmpty = (value: unknown) =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).filter(([, field]) => field !== '' && field !== null))
    : value

/** `x` and `y` are fractions of the picture's width and height. */
export const reviewCommentSchema = z.preprocess(
  dropEmpty,
  z
    .object({
      screenId: optionalId,
      canvasSizeId: optionalId,
      locale: optionalId,
      x: fraction.optional(),
      y: fraction.optional(),
      name: plainText(NAME_MAX, 'Your name')
        .refine((name) => name !== '', 'Give your name, so that the owner knows who wrote this')
        .refine((name) => !/[\n\t]/.test(name), 'Your name is one line'),
      text: plainText(TEXT_MAX, 'The comment').default(''),
      verdict: verdict.optional(),
    })
    .refine(({ screenId, canvasSizeId }) => screenId !== undefined || canvasSizeId !== undefined, {
      path: ['screenId'],
      message: 'Say which screen this is about',
    })
    .refine(({ x, y }) => (x === undefined) === (y === undefined), {
      path: ['x'],
      message: 'A place has an x and a y',
    })
    .refine(({ text, verdict: given }) => text !== '' || given !== undefined, {
      path: ['text'],
      message: 'Write a comment first',
    }),
)
export type ReviewCommentInput = z.output<typeof reviewCommentSchema>

export const reviewAnswerSchema = z.object({
  text: plainText(TEXT_MAX, 'The answer').refine((text) => text !== '', 'Write an answer first'),
})

export const reviewCommentChangeSchema = z.object({ resolved: z.boolean() })

const SEEN_MAX = 2_000

/** The newest comment of each link on the screen. */
export const reviewsSeenSchema = z.object({ comments: z.array(idSchema).max(SEEN_MAX) })

/** An id from an address, in lower case; anything else names nothing. */
export function requireReviewId(value: string | undefined): string {
  if (value === undefined || !idSchema.safeParse(value).success) throw createReviewNotFound()
  return value.toLowerCase()
}

export const createReviewNotFound = () =>
  createErrorResponse('not_found', 'There is no such review link in your account.')
