import { startDrawingProcess } from '#app/skia/start-drawing-process.ts'
import type { WorkerPort } from '#app/worker-pool/worker-pool.ts'

/** Starts drawing processes; `close` ends one that nobody took. */
export type DrawingProcesses = { start(): WorkerPort; close(): void }

/** The command would draw nothing, or not by Skia. */
const drawsNothing = /^(--dry-run|--help|-h|(--engine=)?chromium)$/

/**
 * Of the built program at `path`. For an export the first process is started at once, so that it loads its code while the archive is
 * read and checked.
 */
export function openDrawingProcesses(path: string, given: readonly string[]): DrawingProcesses {
  const isExport = given[0] === 'export' && !given.some((one) => drawsNothing.test(one))
  let early = isExport ? startDrawingProcess(path) : undefined
  return {
    start() {
      const port = early ?? startDrawingProcess(path)
      early = undefined
      return port
    },
    close: () => early?.terminate(),
  }
}
