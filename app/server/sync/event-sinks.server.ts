import type { ServerResponse } from 'node:http'
import type { EventSink } from './event-stream.server.ts'
import type { EventPacker } from './pack-events.server.ts'

/** As text/event-stream. */
const writeTo = (write: (text: string) => void): Pick<EventSink, 'send' | 'beat' | 'retryIn'> => ({
  send({ name, id, data }) {
    const head = `${id === undefined ? '' : `id: ${id}\n`}${name === undefined ? '' : `event: ${name}\n`}`
    write(`${head}data: ${data}\n\n`)
  },
  beat: () => write(':\n\n'),
  retryIn: (delayMs) => write(`retry: ${delayMs}\n\n`),
})

/** Straight to the socket: an event is sent when this returns. */
export function createResponseSink(response: ServerResponse, packer: EventPacker): EventSink {
  return {
    ...writeTo((text) => void response.write(packer.pack(text))),
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
          ...writeTo((text) => controller.enqueue(packer.pack(text))),
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
