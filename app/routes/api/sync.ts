import { requireAccount } from '#app/server/auth/session.server.ts'
import { answerApi, createErrorResponse, createJsonResponse } from '#app/server/http/api-errors.server.ts'
import { requireFromLimit, requireMethod } from '#app/server/http/request-guards.server.ts'
import {
  countConflict,
  countEpochRenewal,
  countHeal,
  countSyncAck,
} from '#app/server/observability/metrics.server.ts'
import { getLimits } from '#app/server/runtime.server.ts'
import { announce } from '#app/server/sync/announce.server.ts'
import { getLedger } from '#app/server/sync/get-repository.server.ts'
import { answerSync } from '#app/server/sync/handle-sync.server.ts'
import { createUpgradeRequired, requireSyncBody } from '#app/server/sync/sync-body.server.ts'
import { getSyncRules } from '#app/server/sync/sync-rules.server.ts'
import type { Ack } from '#app/sync/protocol/projects.ts'
import type { Route } from './+types/sync'

/** How often an account at its limit is counted: what a process holds beyond its need is lost to the others. */
const LEASES_PER_MINUTE = 200

export const loader = ({ request }: Route.LoaderArgs) =>
  answerApi(request, async () => {
    requireMethod(request, 'POST')
    throw new Error('React Router sends POST to the action.')
  })

export const action = ({ request }: Route.ActionArgs) =>
  answerApi(request, async () => {
    requireMethod(request, 'POST')
    const account = await requireAccount(request)
    const max = getLimits().syncMaxPerMinute
    const lease = Math.max(1, Math.floor(max / LEASES_PER_MINUTE))
    const [body] = await Promise.all([
      requireSyncBody(request),
      requireFromLimit({ key: `sync:${account.id}`, max, windowSeconds: 60, lease }),
    ])
    const result = await answerSync(getLedger(), account.id, body, getSyncRules())
    if (result.kind === 'upgrade') return createUpgradeRequired()
    if (result.kind === 'gap') {
      const { lastN, epoch, hasRenewed } = result
      if (hasRenewed) countEpochRenewal()
      const message = 'The server has not seen what came before this; everything is compared anew.'
      return createErrorResponse('conflict', message, { body: { lastN, epoch } })
    }
    if (result.hasWritten) announce(account.id, result.seq)
    countAnswer(result.answer.acks, result.healCount)
    return createJsonResponse(result.answer)
  })

function countAnswer(acks: readonly Ack[], healCount: number): void {
  for (const { status } of acks) {
    countSyncAck(status)
    if (status === 'conflict') countConflict()
  }
  for (let heal = 0; heal < healCount; heal += 1) countHeal()
}
