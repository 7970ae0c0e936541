import type { MediaId } from '#app/document/model/ids.ts'
import type { LocalMedia } from './local-media.ts'

type Account = Pick<NonNullable<LocalMedia['service']>, 'fetchOriginal' | 'state'>

/**
 * Downloads an original. `unknown` only when the account does not have it, or there is none: what is not listed here while
 * the account is out of reach may well be in it.
 */
export async function fetchOriginal(
  account: Account | undefined,
  mediaId: MediaId,
  signal: AbortSignal | undefined,
): Promise<'here' | 'unknown' | 'unreachable'> {
  if (signal?.aborted) return 'unreachable'
  if (account === undefined) return 'unknown'
  const cancelled = new Promise<'unreachable'>((resolve) =>
    signal?.addEventListener('abort', () => resolve('unreachable'), { once: true }),
  )
  const end = await Promise.race([account.fetchOriginal(mediaId), cancelled])
  const isOut = navigator.onLine === false || account.state?.get().failure !== undefined
  return end === 'unknown' && isOut ? 'unreachable' : end
}
