import { setImmediate as yieldTurn } from 'node:timers/promises'
import type { Services } from '../services.server.ts'

import type { SyncRules } from './handle-sync.server.ts'
import { hashText } from './hash-text.server.ts'

/** About what compresses to a few hundred kilobytes: a page is lost when the connection is, so it must not be large. */
const PAGE_BYTES = 1_500_000
/** A second or two of work. */
const WORK_BYTES = 48_000_000

export function getSyncRules(services: Services): SyncRules {
  return {
    limits: { ...services.environment.limits, pageBytes: PAGE_BYTES, workBytes: WORK_BYTES },
    hashText,
    yieldTurn,
  }
}
