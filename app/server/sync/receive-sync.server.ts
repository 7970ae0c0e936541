import { setImmediate as yieldTurn } from 'node:timers/promises'
import type { Ack, SyncResponse } from '#app/sync/protocol/projects.ts'
import type { AccountId } from '#db/account-id.ts'
import { findProvenSession, requireAccount } from '../auth/session.server.ts'
import { createErrorResponse, createOutageResponse } from '../http/api-errors.server.ts'
import { withBodyRoom } from '../http/body-room.server.ts'
import { isDiskLow } from '../http/refuse-when-full.server.ts'
import { requireFromLimit, requireMethod } from '../http/request-guards.server.ts'
import type { RequestHead } from '../http/request-head.server.ts'
import { recordAccount } from '../http/request-observer.server.ts'
import {
  countConflict,
  countEpochRenewal,
  countResync,
  countSyncAck,
} from '../observability/metrics.server.ts'
import type { Services } from '../services.server.ts'

import { announce } from './announce.server.ts'
import { type CheckedSyncRequest, handleSync, type SyncRules } from './handle-sync.server.ts'
import { hashText } from './hash-text.server.ts'
import { createUpgradeRequired, type ReadBody, requireSyncBody } from './sync-body.server.ts'

/** How often an account at its limit is counted: the rest of a process's lease is lost to the others. */
const LEASES_PER_MINUTE = 200
/** About what compresses to a few hundred kilobytes: a page is lost when the connection is, so it must not be large. */
const PAGE_BYTES = 1_500_000
/** A second or two of work. */
const WORK_BYTES = 48_000_000

/** POST /api/sync, in Express and in the resource route: the response, or a thrown Response. */
export async function receiveSync(
  services: Services,
  request: RequestHead,
  readBody: ReadBody,
): Promise<SyncResponse> {
  requireMethod(request, 'POST')
  const proven = await findProvenSession(services, request)
  if (proven === undefined) {
    const { id } = await requireAccount(services, request)
    return await withBody(services, { request, accountId: id, readBody }, (body) =>
      respond(services, id, body),
    )
  }
  const { accountId, proof } = proven
  recordAccount(request, accountId)
  return await withBody(services, { request, accountId, readBody }, async (body) => {
    // A pull takes no lock that could prove the session.
    if (body.pushes.length > 0) {
      const response = await findResponse(services, accountId, { ...body, proof })
      if (response !== undefined) return response
    }
    const { id } = await requireAccount(services, request)
    return await respond(services, id, body)
  })
}

/** A large body has its room in memory from before it is read until it is answered. */
function withBody(
  services: Services,
  { request, accountId, readBody }: { request: RequestHead; accountId: AccountId; readBody: ReadBody },
  respondTo: (body: CheckedSyncRequest) => Promise<SyncResponse>,
): Promise<SyncResponse> {
  return withBodyRoom(services.database.sql, accountId, async (takeRoom) => {
    const [body] = await Promise.all([
      requireSyncBody(services, request, { readBody, takeRoom }),
      requireRate(services, accountId),
    ])
    return await respondTo(body)
  })
}

function requireRate(services: Services, accountId: AccountId): Promise<void> {
  const max = services.environment.limits.syncMaxPerMinute
  const lease = Math.max(1, Math.floor(max / LEASES_PER_MINUTE))
  return requireFromLimit(services, { key: `sync:${accountId}`, max, windowSeconds: 60, lease })
}

async function respond(
  services: Services,
  accountId: AccountId,
  body: CheckedSyncRequest,
): Promise<SyncResponse> {
  const response = await findResponse(services, accountId, body)
  if (response === undefined) throw new Error('A session that was read must not be proven again.')
  return response
}

/** `undefined`: the session is not proven. */
async function findResponse(
  services: Services,
  accountId: AccountId,
  body: CheckedSyncRequest,
): Promise<SyncResponse | undefined> {
  // Pulls are served; pushes stay on the device until there is space.
  if (body.pushes.length > 0 && isDiskLow(services)) throw createOutageResponse('full')
  const result = await handleSync(services.repository, accountId, body, getSyncRules(services))
  if (result.kind === 'unproven') return undefined
  if (result.kind === 'upgrade') throw createUpgradeRequired()
  if (result.kind === 'gap') {
    const { lastMutationId, epoch, hasRenewed } = result
    if (hasRenewed) countEpochRenewal()
    const message = 'The server has not seen what came before this; everything is compared anew.'
    throw createErrorResponse('conflict', message, { body: { lastN: lastMutationId, epoch } })
  }
  if (result.hasWritten) announce(services, accountId, result.seq)
  countResponse(result.response.acks, result.resyncCount)
  return result.response
}

function getSyncRules(services: Services): SyncRules {
  return {
    limits: { ...services.environment.limits, pageBytes: PAGE_BYTES, workBytes: WORK_BYTES },
    hashText,
    yieldTurn,
  }
}

function countResponse(acks: readonly Ack[], resyncCount: number): void {
  for (const { status } of acks) {
    countSyncAck(status)
    if (status === 'conflict') countConflict()
  }
  for (let resync = 0; resync < resyncCount; resync += 1) countResync()
}
