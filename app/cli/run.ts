import { fileURLToPath } from 'node:url'
import type { OpenBrowserPage } from './browser-page.ts'
import { openDrawingProcesses } from './drawing-processes.ts'
import { main } from './main.ts'

/** Beside this program, by `bin/bundle-for-node.mjs`. */
const drawingProgram = fileURLToPath(new URL('./drawing-process.js', import.meta.url))

/** Runs in this process's own terminal. `openBrowserPage` starts a browser, for those who ask for one. */
export async function run(given: readonly string[], openBrowserPage: OpenBrowserPage): Promise<void> {
  // A pipe that is closed early (`| head`) is no failure.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error
  })

  const drawing = openDrawingProcesses(drawingProgram, given)
  process.exitCode = await main(given, {
    openBrowserPage,
    startDrawing: drawing.start,
    out: (text) => void process.stdout.write(text),
    say: (text) => void process.stderr.write(`${text}\n`),
    folder: process.cwd(),
    async readInput() {
      const chunks: Buffer[] = []
      for await (const chunk of process.stdin) chunks.push(chunk as Buffer)
      return Buffer.concat(chunks)
    },
  })
  drawing.close()
}
