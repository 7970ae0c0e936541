/** A connection without progress for this long is aborted [F43]. */
const STALL_MS = 30_000

/** Aborts when it was not touched for a while. `firstMs`: how long until the first touch. */
export function watchStall(firstMs = STALL_MS) {
  const controller = new AbortController()
  let timer = setTimeout(() => controller.abort(), firstMs)
  return {
    signal: controller.signal,
    touch: () => {
      clearTimeout(timer)
      timer = setTimeout(() => controller.abort(), STALL_MS)
    },
    stop: () => clearTimeout(timer),
  }
}
