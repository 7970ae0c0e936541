import { loadFonts } from '#app/render/load-fonts.ts'
import { createJobDrawer, hashPicture } from './draw-job.ts'
import { type ExportReply, exportJobSchema } from './messages.ts'
import { warmUpEncoder } from './warm-up.ts'

/** The members used of a dedicated worker; the DOM's types know only the page's. */
type WorkerScope = {
  readonly fonts: FontFaceSet
  postMessage(message: ExportReply): void
  addEventListener(type: 'message', listener: (event: MessageEvent<unknown>) => void): void
}

const scope = globalThis as unknown as WorkerScope
const drawJob = createJobDrawer(scope.fonts)
// Before the first job; a failure is found again, and reported, by the job that needs the font.
void loadFonts([], scope.fonts)
// A job that waits already warms it by itself.
const warmingUp = setTimeout(warmUpEncoder)

scope.addEventListener('message', ({ data }) => {
  clearTimeout(warmingUp)
  void handleJob(data)
})

async function handleJob(message: unknown): Promise<void> {
  const job = exportJobSchema.parse(message)
  try {
    const { id } = job
    if (job.kind === 'hash') scope.postMessage({ kind: 'hashed', id, ...(await hashPicture(job.file)) })
    else scope.postMessage({ kind: 'drawn', id, ...(await drawJob(job)) })
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    scope.postMessage({ kind: 'failed', id: job.id, message: reason })
  }
}
