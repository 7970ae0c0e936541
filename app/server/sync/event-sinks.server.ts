import type { ServerResponse } from 'node:http'
import type { EventSink } from './event-stream.server.ts'
import type { EventPacker } from './pack-events.server.ts'

/** Straight to the socket: an event is sent when this returns. */
export function createResponseSink(response: ServerResponse, packer: EventPacker): EventSink {
  return {
    write: (text) => void response.write(packer.pack(text)),
    countWaitingBytes: () => response.writableLength,
    end: () => void response.end(packer.finish()),
    onGone: (close) => {
      response.once('close', close)
      if (response.destroyed) close()
    },
  }
}

/** For a Response of the web; `open` gets the sink. */
export function createWebStream(
  packer: EventPacker,
  signal: AbortSignal,
  open: (sink: EventSink) => Promise<void>,
): ReadableStream<Uint8Array> {
  let gone: () => void = () => undefined
  return new ReadableStream<Uint8Array>(
    {
      start(controller) {
        let isEnded = false
        return open({
          write: (text) => controller.enqueue(packer.pack(text)),
          countWaitingBytes: () => -(controller.desiredSize ?? 0),
          end() {
            if (isEnded || signal.aborted) return
            isEnded = true
            controller.enqueue(packer.finish())
            controller.close()
          },
          onGone(close) {
            gone = () => {
              isEnded = true
              close()
            }
            signal.addEventListener('abort', gone)
            if (signal.aborted) gone()
          },
        })
      },
      cancel: () => gone(),
    },
    { highWaterMark: 0, size: (chunk) => chunk.byteLength },
  )
}
