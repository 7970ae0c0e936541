import { availableParallelism, totalmem } from 'node:os'
import type { WorkerPort } from '#app/worker-pool/worker-pool.ts'
import { drawInProcesses } from './draw-in-processes.ts'
import type { DrawingEngine, EngineInput } from './drawing-engine.ts'

/** Draws by Skia: no browser is needed. In processes of their own where `start` is given, else in this one. */
export function createSkiaEngine(input: EngineInput, start: (() => WorkerPort) | undefined): DrawingEngine {
  return {
    async make(files, onMade) {
      if (start === undefined) {
        const { drawHere } = await import('./draw-here.ts')
        await drawHere(input)(files, onMade)
        return
      }
      const size = planProcesses(files.length, { cores: availableParallelism(), memoryBytes: findMemory() })
      await drawInProcesses(input, { size, start })(files, onMade)
    },
    close: async () => undefined,
  }
}

/**
 * Of fewer, the first process has made them by the time another has started and drawn one: a start takes 0.45 s of a processor, a file
 * of the sample 0.2 s.
 */
const minFilesEach = 2
/** Of a process with a large canvas, its layers and decoded pictures. */
const processBytes = 400_000_000

/** As many as there are cores. All together take half of the memory at most. */
export function planProcesses(
  fileCount: number,
  { cores, memoryBytes }: { cores: number; memoryBytes: number },
): number {
  const useful = Math.floor(fileCount / minFilesEach)
  return Math.max(1, Math.min(cores, useful, Math.floor(memoryBytes / 2 / processBytes)))
}

/** A container may have less than the machine. */
function findMemory(): number {
  const limit = process.constrainedMemory?.() ?? 0
  return limit > 0 ? Math.min(limit, totalmem()) : totalmem()
}
