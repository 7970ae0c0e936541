import type { FileContent, FileRequest, FileResponse } from '#app/sync/api/file-transport.ts'
import { planHeaders } from './plan-headers.ts'
import { readResponse } from './read-response.ts'
import { watchStall } from './watch-stall.ts'

/** A service worker may hide the progress of an upload: then the whole must be done in this time. */
const SILENT_UPLOAD_MS = 300_000

/** Uploads a file and tells how much of it is through. */
export function sendByXhr(
  request: FileRequest,
  { accountId, signal }: { accountId: string; signal: AbortSignal },
): Promise<FileResponse> {
  return new Promise((resolve, reject) => {
    const stall = watchStall(SILENT_UPLOAD_MS)
    const xhr = new XMLHttpRequest()
    const both = AbortSignal.any([signal, stall.signal])
    const abort = () => xhr.abort()
    const end = (settle: () => void) => {
      stall.stop()
      both.removeEventListener('abort', abort)
      settle()
    }
    xhr.open(request.method, request.path)
    for (const [name, value] of Object.entries(planHeaders(request, accountId))) {
      xhr.setRequestHeader(name, value)
    }
    xhr.upload.onprogress = ({ loaded }) => {
      stall.touch()
      request.onProgress?.(loaded)
    }
    const header = (name: string) => xhr.getResponseHeader(name)
    xhr.onload = () => end(() => resolve(readResponse(xhr.status, { header, text: xhr.responseText })))
    xhr.onerror = () => end(() => reject(new Error('The network failed.')))
    xhr.onabort = () => end(() => reject(new Error('The request was given up.')))
    if (both.aborted) {
      end(() => reject(new Error('The request was given up.')))
      return
    }
    both.addEventListener('abort', abort)
    xhr.send(toXhrBody(request.content))
  })
}

function toXhrBody(content: FileContent | undefined): FormData | Blob | null {
  if (content?.kind === 'form') return content.form
  // The type would be sent as a header that was not signed.
  if (content?.kind === 'blob') return content.blob.type === '' ? content.blob : new Blob([content.blob])
  return null
}
