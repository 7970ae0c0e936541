import { AsyncLocalStorage } from 'node:async_hooks'

/** Longer than what a library may still do after the run that it began in. */
const REST_AFTER_MS = 1_000

type Use = { running: number; timer: NodeJS.Timeout | undefined }
type Run = (this: AsyncLocalStorage<unknown>, ...parameters: unknown[]) => unknown

/**
 * Before Node 24 a storage that was run once observes every promise of the process from then on, which made an edit cost a
 * seventh more. Better Auth runs three for each of its requests; between them they rest here. Returns what undoes it.
 */
export function restStorages(): () => void {
  const prototype = AsyncLocalStorage.prototype as unknown as { run: Run }
  const { run } = prototype
  const uses = new WeakMap<object, Use>()

  prototype.run = function (...parameters) {
    const use = uses.get(this) ?? { running: 0, timer: undefined }
    uses.set(this, use)
    use.running += 1
    clearTimeout(use.timer)
    const end = () => {
      use.running -= 1
      if (use.running > 0) return
      use.timer = setTimeout(() => this.disable(), REST_AFTER_MS).unref()
    }
    let result: unknown
    try {
      result = run.apply(this, parameters)
    } catch (error) {
      end()
      throw error
    }
    if (result instanceof Promise) result.then(end, end)
    else end()
    return result
  }
  return () => {
    prototype.run = run
  }
}

const FIRST_WITHOUT_HOOKS = 24
let isResting = false

/** Once for a process, where it is of use. */
export function restStoragesOnce(): void {
  if (isResting || Number.parseInt(process.versions.node, 10) >= FIRST_WITHOUT_HOOKS) return
  isResting = true
  restStorages()
}
