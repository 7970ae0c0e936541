import { createHash } from 'node:crypto'
import { cutText } from '#app/document/model/cut-text.ts'
import { type ApiErrorCode, createErrorResponse } from '../http/api-errors.server.ts'
import { takeFromLimit } from '../http/rate-limit.server.ts'
import { CLIENT_IP_HEADER } from '../http/request-origin.server.ts'
import { listVisitorNetworks } from '../http/visitor-networks.server.ts'
import { countRateLimited } from '../observability/metrics.server.ts'
import type { Services } from '../services.server.ts'
import { findReview, hasProject, type ReviewedProject, type ReviewRow } from './review-links.server.ts'
import { createPass, isPass, isPassword } from './review-secrets.server.ts'

const PASS_COOKIE = 'appframes-review'
const NAME_COOKIE = 'appframes-reviewer'
const PASS_HOURS = 12
const NAME_DAYS = 90
const MINUTE_SECONDS = 60
const HOUR_SECONDS = 60 * MINUTE_SECONDS
const NAME_MAX = 100

/** Why a visitor does not see the pictures; `status` and `code` are those of the response. */
export type Denied = { kind: 'denied'; code: Extract<ApiErrorCode, 'not_found' | 'gone' | 'unauthorized'> }
export type Admitted = { kind: 'admitted'; review: ReviewRow; project: ReviewedProject }
/** The link works, and a password is to be given first. */
export type Locked = { kind: 'locked'; review: ReviewRow }
/** This visitor, or all of the link, have looked at too much in a short time. */
export type Limited = { kind: 'limited'; waitSeconds: number }

/** `take` counts the visit. */
type Visit = { token: string; take: typeof takePage }

/** The project is read for those alone who may see it: password and limit come first. */
export async function admitReviewer(
  services: Services,
  request: Request,
  { token, take }: Visit,
): Promise<Admitted | Locked | Limited | Denied> {
  const found = await findReview<Locked | Limited>(services, token, async (review) => {
    const { id, passwordHash } = review
    const pass = readCookie(request, PASS_COOKIE)
    const isOpen = passwordHash === null || (pass !== undefined && isPass(services, pass, passwordHash))
    if (!isOpen) return { kind: 'locked', review }
    const waitSeconds = await take(services, request, id)
    return waitSeconds === undefined ? undefined : { kind: 'limited', waitSeconds }
  })
  switch (found.kind) {
    case 'missing':
      return { kind: 'denied', code: 'not_found' }
    case 'gone':
      return { kind: 'denied', code: 'gone' }
    case 'ok':
      return { kind: 'admitted', review: found.review, project: found.project }
    case 'locked':
      return (await hasProject(services, found.review)) ? found : { kind: 'denied', code: 'gone' }
    default:
      return found
  }
}

/** For those who are no browser with a page to show: pictures, and forms sent by programs. */
export async function requireReviewer(services: Services, request: Request, visit: Visit): Promise<Admitted> {
  const admitted = await admitReviewer(services, request, visit)
  if (admitted.kind === 'admitted') return admitted
  if (admitted.kind === 'limited') throw createLimitedResponse(admitted)
  throw createDeniedResponse(admitted.kind === 'locked' ? 'unauthorized' : admitted.code)
}

export const DENIED_MESSAGES = {
  not_found: 'There is no such review link. Ask the person who sent it for the whole address.',
  gone: 'This review link does not work any more: its time is over, or its owner has taken it back.',
  unauthorized: 'Give the password of this review link first.',
} as const satisfies Record<Denied['code'], string>

export const createDeniedResponse = (code: Denied['code']): Response =>
  createErrorResponse(code, DENIED_MESSAGES[code])

export const describeLimit = ({ waitSeconds }: Limited): string =>
  `This link was opened very often in a short time. Wait ${waitSeconds} seconds and try again.`

export const createLimitedResponse = (limited: Limited): Response =>
  createErrorResponse('rate_limited', describeLimit(limited), {
    headers: { 'retry-after': String(limited.waitSeconds) },
  })

export type PasswordTried =
  | { kind: 'right'; cookie: string }
  | { kind: 'wrong' }
  | { kind: 'limited'; retryAfterSeconds: number }

/** Guesses are counted by visitor and by link. */
export async function tryPassword(
  services: Services,
  request: Request,
  { review, token, password }: { review: ReviewRow; token: string; password: string },
): Promise<PasswordTried> {
  const limited = await takeReviewLimit(services, request, {
    action: 'review-password',
    reviewId: review.id,
    max: services.environment.rates.reviewPasswordsMaxPerMinute,
  })
  if (limited !== undefined) return { kind: 'limited', retryAfterSeconds: limited }
  const { passwordHash } = review
  if (passwordHash !== null && !(await isPassword(password, passwordHash))) return { kind: 'wrong' }
  const pass = createPass(services, passwordHash ?? '', Date.now() + PASS_HOURS * HOUR_SECONDS * 1_000)
  return {
    kind: 'right',
    cookie: createCookie(services, token, {
      name: PASS_COOKIE,
      value: pass,
      maxAgeSeconds: PASS_HOURS * HOUR_SECONDS,
    }),
  }
}

/** Seconds to wait before the next comment; undefined: it may be made now. */
export const takeComment = (services: Services, request: Request, reviewId: string) =>
  takeReviewLimit(services, request, {
    action: 'review-comment',
    reviewId,
    max: services.environment.rates.reviewCommentsMaxPerMinute,
  })

/** Seconds to wait before the next look at the page, or the next form sent from it; undefined: now. */
export const takePage = (services: Services, request: Request, reviewId: string) =>
  takeReviewLimit(services, request, {
    action: 'review-page',
    reviewId,
    max: services.environment.rates.reviewPagesMaxPerMinute,
  })

/** Seconds to wait before the next look at a picture; undefined: now. */
export const takePicture = (services: Services, request: Request, reviewId: string) =>
  takeReviewLimit(services, request, {
    action: 'review-picture',
    reviewId,
    max: services.environment.rates.reviewPicturesMaxPerMinute,
    // Pages ask for many together.
    lease: 20,
  })

type ReviewLimit = { action: string; reviewId: string; max: number; lease?: number }

/** A visitor may do in an hour what may be done in so many minutes. */
const HOUR_MINUTES = 6
/** All visitors of a link together what so many may do: none can lock the others out, nor can a whole /48, which counts as ten. */
const LINK_VISITORS = 20

/** By visitor and link in a minute and in an hour; by link alone, twenty visitors' worth in an hour. */
async function takeReviewLimit(
  { database: { sql } }: Services,
  request: Request,
  { action, reviewId, max, lease = 1 }: ReviewLimit,
): Promise<number | undefined> {
  const address = request.headers.get(CLIENT_IP_HEADER) ?? ''
  const inMinute = { max, windowSeconds: MINUTE_SECONDS }
  const inHour = { max: max * HOUR_MINUTES, windowSeconds: HOUR_SECONDS }
  const limits = [
    ...listVisitorNetworks(address).flatMap(({ network, factor }) => [
      { ...inMinute, key: `${reviewId} ${network}`, max: inMinute.max * factor },
      { ...inHour, key: `${reviewId} ${network} in an hour`, max: inHour.max * factor },
    ]),
    // The last one: who has done too much uses nothing up of what the others may do.
    { ...inHour, key: reviewId, max: inHour.max * LINK_VISITORS },
  ]
  for (const limit of limits) {
    // A hash: the table of counts must not list addresses.
    const key = `${action}:${createHash('sha256').update(limit.key).digest('hex').slice(0, 32)}`
    const taken = await takeFromLimit({ ...limit, key, lease }, sql)
    if (taken.kind === 'ok') continue
    countRateLimited(action)
    return taken.retryAfterSeconds
  }
  return undefined
}

/** So that a reviewer gives the name once. */
export const createNameCookie = (services: Services, token: string, name: string): string =>
  createCookie(services, token, {
    name: NAME_COOKIE,
    value: encodeURIComponent(name),
    maxAgeSeconds: NAME_DAYS * 24 * HOUR_SECONDS,
  })

export function readReviewerName(request: Request): string {
  try {
    return cutText(decodeURIComponent(readCookie(request, NAME_COOKIE) ?? ''), NAME_MAX)
  } catch {
    // Not a cookie of ours.
    return ''
  }
}

type Cookie = { name: string; value: string; maxAgeSeconds: number }

/** Sent to this link alone. */
function createCookie(
  { environment }: Services,
  token: string,
  { name, value, maxAgeSeconds }: Cookie,
): string {
  const isHttps = environment.publicUrl.startsWith('https:')
  return [
    `${name}=${value}`,
    `Path=/r/${token}`,
    `Max-Age=${maxAgeSeconds}`,
    'HttpOnly',
    'SameSite=Lax',
    ...(isHttps ? ['Secure'] : []),
  ].join('; ')
}

function readCookie(request: Request, name: string): string | undefined {
  const pairs = (request.headers.get('cookie') ?? '').split(';').map((pair) => pair.trim())
  return pairs.find((pair) => pair.startsWith(`${name}=`))?.slice(name.length + 1)
}
