import { createErrorResponse } from '#app/server/http/api-errors.server.ts'
import { nonceContext } from '#app/server/http/nonce.server.ts'
import { servicesContext } from '#app/server/http/services-context.server.ts'
import { type PageSet, readReviewPage } from '#app/server/reviews/read-review-page.server.ts'
import {
  type Admitted,
  createDeniedResponse,
  createLimitedResponse,
  DENIED_MESSAGES,
  type Denied,
  describeLimit,
  type Limited,
  readReviewerName,
} from '#app/server/reviews/review-access.server.ts'
import type { Route } from './+types/route'
import { ClosedPage, LockedPage } from './closed-page.tsx'
import type { Draft } from './comment-form.tsx'
import { readPin } from './review-addresses.ts'
import { respondDocument } from './review-document.tsx'
import { nameSet, ReviewPage } from './review-page.tsx'

type Visit = Pick<Route.LoaderArgs, 'request' | 'context'> & { token: string }

/** A browser gets a page, a program the one shape of errors. */
export const isForBrowser = (request: Request) =>
  request.headers.get('accept')?.includes('text/html') === true

export function respondDenied({ request, context }: Visit, code: Denied['code']): Response {
  if (!isForBrowser(request)) return createDeniedResponse(code)
  const title = code === 'gone' ? 'This link is closed' : 'There is nothing here'
  return respondDocument({
    status: createDeniedResponse(code).status,
    nonce: context.get(nonceContext),
    title: `${title} · AppFrames`,
    children: <ClosedPage title={title} message={DENIED_MESSAGES[code]} />,
  })
}

export function respondLimited({ request, context }: Visit, limited: Limited): Response {
  const response = createLimitedResponse(limited)
  if (!isForBrowser(request)) return response
  return respondDocument({
    status: response.status,
    headers: { 'retry-after': String(limited.waitSeconds) },
    nonce: context.get(nonceContext),
    title: 'Wait a moment · AppFrames',
    children: <ClosedPage title="Wait a moment" message={describeLimit(limited)} />,
  })
}

type LockedState = { status: number; error?: string; headers?: Record<string, string> }

export function respondLocked(
  { request, context, token }: Visit,
  { status, error, headers }: LockedState,
): Response {
  if (!isForBrowser(request)) {
    const code = status === 429 ? 'rate_limited' : 'unauthorized'
    return createErrorResponse(code, error ?? DENIED_MESSAGES.unauthorized, { headers: headers ?? {} })
  }
  return respondDocument({
    status,
    headers: headers ?? {},
    nonce: context.get(nonceContext),
    title: 'Password · AppFrames review',
    children: <LockedPage token={token} error={error} />,
  })
}

type Refused = { status: number; error: string; headers?: Record<string, string>; fields: FormData }

/** The page of a set; after a refused form with what was typed. */
export async function respondReview(visit: Visit, admitted: Admitted, refused?: Refused): Promise<Response> {
  const { request, context, token } = visit
  const query = new URL(request.url).searchParams
  const field = (name: string) => refused && readField(refused.fields, name)
  const page = await readReviewPage(context.get(servicesContext), admitted, {
    canvasSizeId: field('canvasSizeId') ?? query.get('size'),
    locale: field('locale') ?? query.get('language'),
  })
  const title = page.shown === undefined ? '' : `${nameSet(page.shown satisfies PageSet)} · `
  return respondDocument({
    status: refused?.status ?? 200,
    headers: refused?.headers ?? {},
    nonce: context.get(nonceContext),
    title: `${page.projectName} · ${title}AppFrames review`,
    children: (
      <ReviewPage token={token} page={page} draft={readDraft(request, page.shown?.screens ?? [], refused)} />
    ),
  })
}

function readDraft(
  request: Request,
  screens: readonly { screenId: string; widthPx: number; heightPx: number }[],
  refused: Refused | undefined,
): Draft {
  const name = readReviewerName(request)
  if (refused !== undefined) {
    const { fields, error } = refused
    const [x, y] = [readField(fields, 'x'), readField(fields, 'y')]
    return {
      name: readField(fields, 'name') ?? name,
      text: readField(fields, 'text') ?? '',
      screenId: readField(fields, 'screenId'),
      pin: x === undefined || y === undefined ? undefined : { x: Number(x) || 0, y: Number(y) || 0 },
      isVerdict: readField(fields, 'screenId') === undefined,
      error,
    }
  }
  const query = new URL(request.url).searchParams
  const screen = screens.find(({ screenId }) => screenId === query.get('screen'))
  const pin = screen && readPin(query, screen)
  return { name, text: '', screenId: screen?.screenId, pin, isVerdict: false, error: undefined }
}

function readField(fields: FormData, name: string): string | undefined {
  const value = fields.get(name)
  return typeof value === 'string' && value !== '' ? value : undefined
}
