import { createJobDrawer } from './draw-job.ts'
import { type ExportReply, exportJobSchema } from './messages.ts'

/** The members of a dedicated worker that are used; the DOM's types know only the page's. */
type WorkerScope = {
  readonly fonts: FontFaceSet
  postMessage(message: ExportReply): void
  addEventListener(type: 'message', listener: (event: MessageEvent<unknown>) => void): void
}

const scope = globalThis as unknown as WorkerScope
const drawJob = createJobDrawer(scope.fonts)

scope.addEventListener('message', ({ data }) => {
  void answer(data)
})

async function answer(message: unknown): Promise<void> {
  const job = exportJobSchema.parse(message)
  try {
    const { png, replacedFonts } = await drawJob(job)
    scope.postMessage({ kind: 'drawn', id: job.id, png, replacedFonts })
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    scope.postMessage({ kind: 'failed', id: job.id, message: reason })
  }
}
