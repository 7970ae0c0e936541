import type { MediaId } from '#app/document/model/ids.ts'
import type { MediaFailure } from '../api/media-request.ts'
import type { MediaSyncContext } from './media-sync-context.ts'
import { readCloud } from './merge-asset.ts'

const NAMED_AGAIN_KEY = 'mediaNamedAgain'

type State = MediaSyncContext['state']

/** A project names a file that this device does not know, after an undo or a restored version. On the disk: there may be no network now. */
export async function recordNamedAgain(state: State, mediaId: MediaId): Promise<void> {
  await state.setState(NAMED_AGAIN_KEY, [...new Set([...(await readNamedAgain(state)), mediaId])])
}

async function readNamedAgain(state: State): Promise<readonly MediaId[]> {
  const stored = await state.getState(NAMED_AGAIN_KEY)
  return Array.isArray(stored) ? stored : []
}

/**
 * Brings back files that were deleted from the library and are named again: the account keeps their bytes for older versions.
 * Only those recorded above: a file that was deleted although it was in use stays deleted.
 */
export async function reviveNamed(context: MediaSyncContext): Promise<{ kind: 'done' } | MediaFailure> {
  const { state } = context
  for (const mediaId of await readNamedAgain(state)) {
    const end = await reviveOne(context, mediaId)
    if (end === 'full') continue
    if (end !== 'decided') return end
    const others = (await readNamedAgain(state)).filter((other) => other !== mediaId)
    await state.setState(NAMED_AGAIN_KEY, others)
  }
  return { kind: 'done' }
}

/** `full`: the account has no room for it now. */
async function reviveOne(
  { api, store, time, signal, notify }: MediaSyncContext,
  mediaId: MediaId,
): Promise<'decided' | 'full' | MediaFailure> {
  if ((await store.findAsset(mediaId)) !== undefined) return 'decided'
  const found = await api.get(mediaId, signal)
  if (found.kind === 'missing' || found.kind === 'refused') return 'decided'
  if (found.kind !== 'ok') return found
  const { deletedAt, cloudUrl, sha256 } = found.value
  // Not deleted: the next pull lists it. Without an address its bytes are gone.
  if (deletedAt == null || cloudUrl == null || sha256 == null) return 'decided'
  const revived = await api.start(readCloud(found.value, time.nowMs()), signal)
  if (revived.kind === 'refused' && revived.code === 'insufficient_storage') return 'full'
  if (revived.kind === 'missing' || revived.kind === 'refused') return 'decided'
  if (revived.kind !== 'ok') return revived
  if ('asset' in revived.value) {
    await store.putRow(readCloud(revived.value.asset, time.nowMs()))
    notify({ kind: 'changed', mediaId })
  }
  return 'decided'
}
