import { createGunzip, createInflate, gunzipSync, inflateSync } from 'node:zlib'
import { z } from 'zod'
import { SYNC_PROTOCOL, syncRequestSchema } from '#app/sync/protocol/projects.ts'
import { createErrorResponse, createInvalidResponse } from '../http/api-errors.server.ts'
import type { TakeRoom } from '../http/body-room.server.ts'
import { BusyError } from '../http/busy-error.server.ts'
import { parseJson } from '../http/request-guards.server.ts'
import type { RequestHead } from '../http/request-head.server.ts'
import type { Services } from '../services.server.ts'

import { ENVELOPE_LEVELS } from './apply-push.server.ts'
import type { CheckedSyncRequest } from './handle-sync.server.ts'
import { isPlainRequest } from './plain-edit.server.ts'

/** Of the request around its pushes. */
const REQUEST_LEVELS = 2

const openUnpacker = { gzip: createGunzip, deflate: createInflate }
const UNPACKED_CHUNK_BYTES = 256 * 1024

/** An edit is unpacked at once: the way through the pool of threads takes longer than the work. */
const unpackAtOnce = { gzip: gunzipSync, deflate: inflateSync }
const AT_ONCE_BYTES = 4_000
/** More than an edit becomes: the rest is done beside other requests. */
const AT_ONCE_OUTPUT_BYTES = 64_000

/** The body of a request, or a thrown 413: how it is read depends on the route, which takes room for a large one before. */
export type ReadBody = (maxBytes: number, takeRoom: TakeRoom) => Promise<Uint8Array>

/**
 * The body of POST /api/sync, compressed or not, limited in both forms; its pushes are checked one by one by the rules.
 */
export async function requireSyncBody(
  services: Services,
  request: RequestHead,
  { readBody, takeRoom }: { readBody: ReadBody; takeRoom: TakeRoom },
): Promise<CheckedSyncRequest> {
  const { syncMaxBytes, projectMaxDepth, jsonMaxValues: maxValues } = services.environment.limits
  const packed = await readBody(syncMaxBytes, takeRoom)
  const maxDepth = projectMaxDepth + ENVELOPE_LEVELS + REQUEST_LEVELS
  const value = parseJson(await unpackBody(request, packed, { maxBytes: syncMaxBytes, takeRoom }), {
    maxDepth,
    maxValues,
  })
  if (isPlainRequest(value)) {
    if (value.protocol !== SYNC_PROTOCOL) throw createUpgradeRequired()
    return value
  }
  requireProtocol(value)
  const parsed = syncRequestSchema.safeParse(value)
  if (!parsed.success) throw createInvalidResponse(parsed.error)
  return parsed.data
}

type UnpackOptions = { maxBytes: number; takeRoom: TakeRoom }

async function unpackBody(
  request: RequestHead,
  packed: Uint8Array,
  options: UnpackOptions,
): Promise<Uint8Array> {
  const { maxBytes } = options
  const encoding = request.headers.get('content-encoding')?.trim().toLowerCase() ?? 'identity'
  if (encoding === 'identity' || encoding === '') return packed
  if (encoding !== 'gzip' && encoding !== 'deflate') {
    throw createErrorResponse(
      'unsupported_media_type',
      'A body is sent as it is, or packed by gzip or deflate.',
    )
  }
  try {
    return tryAtOnce(encoding, packed, maxBytes) ?? (await unpackInPieces(encoding, packed, options))
  } catch (error) {
    if (error instanceof BusyError) throw error
    if (error instanceof RangeError) {
      throw createErrorResponse(
        'too_large',
        `This is larger than the ${maxBytes} bytes allowed and was not stored.`,
      )
    }
    throw createErrorResponse('invalid', `The body is not ${encoding}.`)
  }
}

/** Takes room as the body grows: how long it becomes is known only at its end. */
async function unpackInPieces(
  encoding: 'gzip' | 'deflate',
  packed: Uint8Array,
  { maxBytes, takeRoom }: UnpackOptions,
): Promise<Uint8Array> {
  const unpacker = openUnpacker[encoding]({ chunkSize: UNPACKED_CHUNK_BYTES })
  unpacker.end(packed)
  const pieces: Buffer[] = []
  let sizeBytes = 0
  for await (const piece of unpacker as AsyncIterable<Buffer>) {
    sizeBytes += piece.byteLength
    if (sizeBytes > maxBytes) throw new RangeError('The body is too long.')
    takeRoom(packed.byteLength + sizeBytes)
    pieces.push(piece)
  }
  return Buffer.concat(pieces, sizeBytes)
}

/** `undefined`: it is longer than that. */
function tryAtOnce(
  encoding: 'gzip' | 'deflate',
  packed: Uint8Array,
  maxBytes: number,
): Uint8Array | undefined {
  if (packed.byteLength > AT_ONCE_BYTES || maxBytes < AT_ONCE_OUTPUT_BYTES) return undefined
  try {
    return unpackAtOnce[encoding](packed, { maxOutputLength: AT_ONCE_OUTPUT_BYTES })
  } catch (error) {
    if (error instanceof RangeError) return undefined
    throw error
  }
}

const protocolSchema = z.object({ protocol: z.int() })

/** Checked first: the format of another protocol's requests is unknown here. */
function requireProtocol(value: unknown): void {
  const parsed = protocolSchema.safeParse(value)
  if (parsed.success && parsed.data.protocol !== SYNC_PROTOCOL) throw createUpgradeRequired()
}

export const createUpgradeRequired = () =>
  createErrorResponse(
    'upgrade_required',
    'This version of AppFrames can no longer sync with the server. Your work is safe here: reload the page to go on.',
  )
