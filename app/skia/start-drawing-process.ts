import { fork } from 'node:child_process'
import { setPriority } from 'node:os'
import type { WorkerPort } from '#app/worker-pool/worker-pool.ts'

/** Below the starting process's own. */
const BACKGROUND_PRIORITY = 10

type StartOptions = {
  /** Without it, that of the starting process. */
  env?: Record<string, string>
  /** At a low priority, quietly, and without keeping the starting process from its end. */
  isBackground?: boolean
}

/** Starts the built program of `drawing-process.ts`; it ends with the process that started it. */
export function startDrawingProcess(
  path: string,
  { env, isBackground = false }: StartOptions = {},
): WorkerPort {
  const child = fork(path, {
    ...(env === undefined ? {} : { env }),
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', isBackground ? 'ignore' : 'inherit', 'ipc'],
  })
  if (isBackground) {
    if (child.pid !== undefined) lowerPriority(child.pid)
    child.unref()
    child.channel?.unref()
  }
  const listeners: { type: string; listener: (event: never) => void }[] = []
  const emit = (type: string, event: unknown) => {
    for (const each of listeners) if (each.type === type) each.listener(event as never)
  }
  const crash = (message: string) => emit('error', { message, preventDefault: () => undefined })
  child.on('message', (data) => emit('message', { data }))
  child.on('error', (error) => crash(error.message))
  child.on('exit', (code, signal) => crash(`it ended with ${signal ?? code}`))
  return {
    postMessage: (message) => void child.send(message as object),
    addEventListener: (type: string, listener: (event: never) => void) =>
      void listeners.push({ type, listener }),
    terminate: () => void child.kill('SIGKILL'),
  }
}

function lowerPriority(pid: number): void {
  try {
    setPriority(pid, BACKGROUND_PRIORITY)
  } catch {
    // It has ended already, or the system does not allow it: it then draws at the usual one.
  }
}
