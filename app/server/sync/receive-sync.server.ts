import type { Ack, SyncResponse } from '#app/sync/protocol/projects.ts'
import { requireAccount } from '../auth/session.server.ts'
import { createErrorResponse, createOutageResponse } from '../http/api-errors.server.ts'
import { isDiskLow } from '../http/refuse-when-full.server.ts'
import { requireFromLimit, requireMethod } from '../http/request-guards.server.ts'
import type { RequestHead } from '../http/request-head.server.ts'
import {
  countConflict,
  countEpochRenewal,
  countResync,
  countSyncAck,
} from '../observability/metrics.server.ts'
import type { Services } from '../services.server.ts'

import { announce } from './announce.server.ts'

import { answerSync } from './handle-sync.server.ts'
import { createUpgradeRequired, type ReadBody, requireSyncBody } from './sync-body.server.ts'
import { getSyncRules } from './sync-rules.server.ts'

/** How often an account at its limit is counted: the rest of a process's lease is lost to the others. */
const LEASES_PER_MINUTE = 200

/** POST /api/sync, in Express and in the resource route: the response, or a thrown Response. */
export async function receiveSync(
  services: Services,
  request: RequestHead,
  readBody: ReadBody,
): Promise<SyncResponse> {
  requireMethod(request, 'POST')
  const account = await requireAccount(services, request)
  const max = services.environment.limits.syncMaxPerMinute
  const lease = Math.max(1, Math.floor(max / LEASES_PER_MINUTE))
  const [body] = await Promise.all([
    requireSyncBody(services, request, readBody),
    requireFromLimit(services, { key: `sync:${account.id}`, max, windowSeconds: 60, lease }),
  ])
  // Pulls are served; pushes stay on the device until there is space.
  if (body.pushes.length > 0 && isDiskLow(services)) throw createOutageResponse('full')
  const result = await answerSync(services.repository, account.id, body, getSyncRules(services))
  if (result.kind === 'upgrade') throw createUpgradeRequired()
  if (result.kind === 'gap') {
    const { lastN, epoch, hasRenewed } = result
    if (hasRenewed) countEpochRenewal()
    const message = 'The server has not seen what came before this; everything is compared anew.'
    throw createErrorResponse('conflict', message, { body: { lastN, epoch } })
  }
  if (result.hasWritten) announce(services, account.id, result.seq)
  countAnswer(result.answer.acks, result.resyncCount)
  return result.answer
}

function countAnswer(acks: readonly Ack[], resyncCount: number): void {
  for (const { status } of acks) {
    countSyncAck(status)
    if (status === 'conflict') countConflict()
  }
  for (let resync = 0; resync < resyncCount; resync += 1) countResync()
}
