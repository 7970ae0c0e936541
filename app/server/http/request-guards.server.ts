import type { z } from 'zod'
import { countRateLimited } from '../observability/metrics.server.ts'
import type { Services } from '../services.server.ts'

import { createErrorResponse, createInvalidResponse } from './api-errors.server.ts'
import { type TakeRoom, takeAnnouncedRoom } from './body-room.server.ts'
import { drainRequest } from './discard-body.server.ts'
import { findJsonExcess, type JsonBounds } from './json-bounds.server.ts'
import { type Limit, takeFromLimit } from './rate-limit.server.ts'
import type { RequestHead } from './request-head.server.ts'
import { findStorageIssues } from './storable-json.server.ts'

const FORM_MAX_BYTES = 64_000
/** All but projects. */
const JSON_MAX_BYTES = 1_000_000

export function requireMethod(request: RequestHead, ...methods: string[]): void {
  if (methods.includes(request.method)) return
  throw createErrorResponse('method_not_allowed', `${request.method} is not possible here.`, {
    headers: { allow: methods.join(', ') },
  })
}

/** Reads, limits and checks a small JSON body. An absent body is `undefined` to the schema. */
export function requireJsonBody<Schema extends z.ZodType>(
  services: Services,
  request: Request,
  schema: Schema,
): Promise<z.output<Schema>> {
  const maxBytes = Math.min(JSON_MAX_BYTES, services.environment.limits.projectMaxBytes)
  return requireJson(services, request, { schema, maxBytes })
}

/** As `requireJsonBody`, for a body as large as a project, which takes its room in memory before it is read. */
export function requireProjectBody<Schema extends z.ZodType>(
  services: Services,
  request: Request,
  { schema, takeRoom }: { schema: Schema; takeRoom: TakeRoom },
): Promise<z.output<Schema>> {
  const maxBytes = services.environment.limits.projectMaxBytes
  const discard = () => void drainRequest(request)
  takeAnnouncedRoom(takeRoom, { headers: request.headers, maxBytes, discard })
  return requireJson(services, request, { schema, maxBytes })
}

async function requireJson<Schema extends z.ZodType>(
  services: Services,
  request: Request,
  { schema, maxBytes }: { schema: Schema; maxBytes: number },
): Promise<z.output<Schema>> {
  const { projectMaxDepth: maxDepth, jsonMaxValues: maxValues } = services.environment.limits
  const value = parseJson(await requireBodyBytes(request, maxBytes), { maxDepth, maxValues })
  requireStorable(value, maxDepth)
  const parsed = schema.safeParse(value)
  if (!parsed.success) throw createInvalidResponse(parsed.error)
  return parsed.data
}

/** Rejects JSON that Postgres could not store unchanged. */
export function requireStorable(value: unknown, maxDepth: number): void {
  const issues = findStorageIssues(value, maxDepth)
  const [first] = issues
  if (first) {
    throw createErrorResponse('invalid', `${[...first.path, first.message].join(': ')}.`, { issues })
  }
}

/** Bytes of JSON from any client; depth and count are known before they are parsed. */
export function parseJson(bytes: Uint8Array, bounds: JsonBounds): unknown {
  const excess = findJsonExcess(bytes, bounds)
  if (excess === 'depth') {
    const message = `more than ${bounds.maxDepth} levels deep`
    throw createErrorResponse('invalid', `The body is ${message}.`, { issues: [{ path: [], message }] })
  }
  if (excess === 'values') {
    const message = `The body holds more than ${bounds.maxValues} values and was not stored. Send it in parts.`
    throw createErrorResponse('too_large', message)
  }
  const text = toText(bytes)
  if (text === '') return undefined
  try {
    return JSON.parse(text)
  } catch {
    throw createErrorResponse('invalid', 'The body is not JSON.', {
      issues: [{ path: [], message: 'not JSON' }],
    })
  }
}

/** The fields of a small form; files have routes of their own. */
export async function requireForm(request: Request): Promise<FormData> {
  const body = toText(await requireBodyBytes(request, FORM_MAX_BYTES))
  const contentType = request.headers.get('content-type') ?? ''
  try {
    return await new Response(body, { headers: { 'content-type': contentType } }).formData()
  } catch {
    throw createErrorResponse('invalid', 'The body is not a form.')
  }
}

/** The body as it was sent. */
export async function requireBodyBytes(request: Request, maxBytes: number): Promise<Uint8Array> {
  if (Number(request.headers.get('content-length') ?? 0) > maxBytes) throw createTooLarge(maxBytes)
  if (!request.body) return new Uint8Array()
  const reader = request.body.getReader()
  const chunks: Uint8Array[] = []
  let receivedBytes = 0
  while (true) {
    const { done, value } = await reader.read()
    if (done) return chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks)
    receivedBytes += value.byteLength
    // Only stop reading: cancelling the stream would destroy the socket, and the answer with it.
    if (receivedBytes > maxBytes) throw createTooLarge(maxBytes)
    chunks.push(value)
  }
}

function toText(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    throw createErrorResponse('invalid', 'The body is not UTF-8.', {
      issues: [{ path: [], message: 'not UTF-8' }],
    })
  }
}

/** Counts one against a limit, or throws the 429. */
export async function requireFromLimit(services: Services, limit: Limit): Promise<void> {
  const taken = await takeFromLimit(limit, services.database.sql)
  if (taken.kind === 'ok') return
  countRateLimited(limit.key.replace(/:.*/s, ''))
  throw createErrorResponse('rate_limited', 'That was too much in a short time. Try again in a moment.', {
    headers: { 'retry-after': String(taken.retryAfterSeconds) },
  })
}

export const createTooLarge = (maxBytes: number) =>
  createErrorResponse('too_large', `This is larger than the ${maxBytes} bytes allowed and was not stored.`, {
    // The rest of the body is never read, so the connection cannot be used again.
    headers: { connection: 'close' },
  })
