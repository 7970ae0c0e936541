import { getLimits } from '../runtime.server.ts'
import type { SyncRules } from './handle-sync.server.ts'
import { hashText } from './hash-text.server.ts'

/** About what compresses to a few hundred kilobytes: a page is lost when the connection is, so it must not be large. */
const PAGE_BYTES = 1_500_000

export function getSyncRules(): SyncRules {
  return { limits: { ...getLimits(), pageBytes: PAGE_BYTES }, hashText }
}
