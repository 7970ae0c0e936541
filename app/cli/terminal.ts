import type { WorkerPort } from '#app/worker-pool/worker-pool.ts'
import type { OpenBrowserPage } from './browser-page.ts'

/** Where a command writes to, and what it starts from. */
export type Terminal = {
  /** The result: data of `list`, `--json`, captions. */
  out(text: string): void
  /** Messages for a person. */
  say(text: string): void
  /** All of standard input. */
  readInput(): Promise<Uint8Array>
  /** The folder that relative paths start from. */
  folder: string
  /** Absent where no browser can be started. */
  openBrowserPage?: OpenBrowserPage | undefined
  /** Starts a process of `app/skia/drawing-process.ts`. Absent where everything is drawn in this process. */
  startDrawing?: () => WorkerPort
}

export const writeJson = (terminal: Terminal, value: unknown): void =>
  terminal.out(`${JSON.stringify(value, undefined, 2)}\n`)
