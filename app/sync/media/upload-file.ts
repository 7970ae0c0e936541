import type { MediaApi } from '../api/media-api.ts'
import type { MediaResult, PartResult } from '../api/media-request.ts'
import type { MediaAsset } from '../ports/project-store.ts'
import type { CloudAsset, CloudUpload } from '../protocol/media.ts'

/** Above this, files go to the storage in parts, so that a cut costs one part and not the whole. */
export const partsAboveBytes = 8 * 1024 * 1024
/** Starting again helps when time ran out or bytes were lost, not when the clock or the key is wrong. */
const maxStarts = 4

type Options = { signal: AbortSignal; onProgress: (share: number) => void }

/** Uploads one original. May be interrupted anywhere and called again: the id makes it the same asset. */
export async function uploadFile(
  api: MediaApi,
  { asset, file }: { asset: MediaAsset; file: Blob },
  { signal, onProgress }: Options,
): Promise<MediaResult<CloudAsset>> {
  const report = (sentBytes: number) => onProgress(Math.min(1, sentBytes / Math.max(1, file.size)))
  if (file.size <= partsAboveBytes) return api.post(asset, file, { signal, onProgress: report })

  let doneBytes = 0
  let starts = 0
  let problem: MediaResult<CloudAsset> = { kind: 'later' }
  while (starts < maxStarts) {
    const started = await api.start(asset, signal)
    if (started.kind !== 'ok') return started
    if ('asset' in started.value) return { kind: 'ok', value: started.value.asset }
    const { upload } = started.value
    const sent = await sendParts(api, { upload, file }, { signal, report })
    if (sent.kind === 'expired') {
      // As long as each signature carries some parts further, another one is worth it.
      starts = sent.doneBytes > doneBytes ? 0 : starts + 1
      doneBytes = sent.doneBytes
      continue
    }
    if (sent.kind !== 'ok') return sent
    const completed = await api.complete(upload.id, signal)
    if (completed.kind !== 'incomplete' && completed.kind !== 'missing') return completed
    problem = completed.kind === 'incomplete' ? { kind: 'refused', message: completed.message } : problem
    starts += 1
  }
  return problem
}

type Sent =
  | { kind: 'ok' }
  | { kind: 'expired'; doneBytes: number }
  | Exclude<PartResult, { kind: 'ok' } | { kind: 'expired' }>

async function sendParts(
  api: MediaApi,
  { upload, file }: { upload: CloudUpload; file: Blob },
  { signal, report }: { signal: AbortSignal; report: (sentBytes: number) => void },
): Promise<Sent> {
  let doneBytes = 0
  for (const { isDone, size } of upload.parts) if (isDone) doneBytes += size
  report(doneBytes)
  for (const part of upload.parts) {
    if (part.isDone) continue
    const response = await api.putPart(part, file.slice(part.offset, part.offset + part.size), {
      signal,
      onProgress: (bytes) => report(doneBytes + bytes),
    })
    if (response.kind === 'expired') return { kind: 'expired', doneBytes }
    if (response.kind !== 'ok') return response
    doneBytes += part.size
    report(doneBytes)
  }
  return { kind: 'ok' }
}
