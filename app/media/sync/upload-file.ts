import type { MediaAsset } from '#app/sync/ports.ts'
import type { MediaApi, MediaResult } from './media-api.ts'
import type { CloudAsset, UploadTicket } from './media-wire.ts'

/** Above this, files go to the storage in parts, each of which is sent at most once. */
export const partsAboveBytes = 8_000_000
/** Signing again helps when time ran out, not when the clock or the key is wrong. */
const maxSignings = 4

type Options = { signal: AbortSignal; onProgress: (share: number) => void }

/** One original on its way into the account. May be cut anywhere and called again: the id makes it the same asset. */
export async function uploadFile(
  api: MediaApi,
  { asset, file }: { asset: MediaAsset; file: Blob },
  { signal, onProgress }: Options,
): Promise<MediaResult<CloudAsset>> {
  const report = (sentBytes: number) => onProgress(Math.min(1, sentBytes / Math.max(1, file.size)))
  if (file.size <= partsAboveBytes) return api.post(asset, file, { signal, onProgress: report })

  let done = 0
  for (let signing = 0; signing < maxSignings; signing += 1) {
    const started = await api.start(asset, signal)
    if (started.kind !== 'ok') return started
    if ('asset' in started.value) return { kind: 'ok', value: started.value.asset }
    const { ticket } = started.value
    const sent = await sendParts(api, { ticket, file }, { signal, report })
    if (sent.kind === 'ok') {
      const completed = await api.complete({ uploadId: ticket.uploadId, parts: sent.parts }, signal)
      // Given up by the storage between the last part and here: begin anew.
      if (completed.kind !== 'missing') return completed
      continue
    }
    if (sent.kind !== 'expired') return sent
    // As long as each signature carries some parts further, another one is worth it.
    if (sent.doneCount > done) signing = -1
    done = sent.doneCount
  }
  return { kind: 'later' }
}

type Sent =
  | { kind: 'ok'; parts: { partNumber: number; etag: string }[] }
  | { kind: 'expired'; doneCount: number }
  | Exclude<Awaited<ReturnType<MediaApi['putPart']>>, { kind: 'ok' } | { kind: 'expired' }>

async function sendParts(
  api: MediaApi,
  { ticket, file }: { ticket: UploadTicket; file: Blob },
  { signal, report }: { signal: AbortSignal; report: (sentBytes: number) => void },
): Promise<Sent> {
  const parts = [...ticket.doneParts]
  const cut = (partNumber: number) => {
    const from = (partNumber - 1) * ticket.partSizeBytes
    return file.slice(from, Math.min(file.size, from + ticket.partSizeBytes))
  }
  let sentBytes = 0
  for (const { partNumber } of parts) sentBytes += cut(partNumber).size
  report(sentBytes)
  for (const { partNumber, url } of ticket.parts) {
    if (parts.some((part) => part.partNumber === partNumber)) continue
    const part = cut(partNumber)
    const answer = await api.putPart(url, part, {
      signal,
      onProgress: (bytes) => report(sentBytes + bytes),
    })
    if (answer.kind === 'expired') return { kind: 'expired', doneCount: parts.length }
    if (answer.kind !== 'ok') return answer
    parts.push({ partNumber, etag: answer.etag })
    sentBytes += part.size
    report(sentBytes)
  }
  return { kind: 'ok', parts: parts.sort((a, b) => a.partNumber - b.partNumber) }
}
