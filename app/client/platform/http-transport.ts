import type { FileTransport } from '#app/sync/api/file-transport.ts'
import type { Transport } from '#app/sync/api/transport.ts'
import { compressPushes } from './compress-body.ts'
import { type PackedPushes, sendByFetch } from './send-by-fetch.ts'
import { sendByXhr } from './send-by-xhr.ts'

/**
 * The one way to our server and to the signed addresses of the storage, for one account: the server refuses its requests under
 * anybody else's session [F34].
 */
export function createHttpTransport(accountId: string): FileTransport & Transport {
  const packed: PackedPushes = new WeakMap()
  /** A request was given up: from then on the pieces of a response are counted as they arrive. */
  let isSlow = false
  const transport: FileTransport = (request) => {
    const abort = new AbortController()
    const sending = { accountId, signal: abort.signal, packed, isSlow }
    // Only XMLHttpRequest reports the progress of an upload.
    const response =
      request.content === undefined ? sendByFetch(request, sending) : sendByXhr(request, sending)
    return {
      response,
      cancel() {
        isSlow = true
        abort.abort()
      },
    }
  }
  return Object.assign(transport, {
    // What could not be packed ahead is packed when it is sent.
    prepare(pushes: readonly object[]) {
      packed.set(
        pushes,
        compressPushes(pushes).catch(() => undefined),
      )
    },
  })
}
