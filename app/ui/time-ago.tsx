import { useSyncExternalStore } from 'react'
import { getDateFormat } from './formatters.ts'
import { formatPlainDate, formatRelativeTime } from './relative-time.ts'

const exactOptions = { dateStyle: 'medium', timeStyle: 'short' } as const

const listeners = new Set<() => void>()
let nowMs = 0
let timer: ReturnType<typeof setInterval> | undefined

/** One timer for every time on the page; it pauses while the page is hidden. */
function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  timer ??= setInterval(() => {
    nowMs = Date.now()
    for (const notify of listeners) notify()
  }, 30_000)
  return () => {
    listeners.delete(listener)
    if (listeners.size > 0) return
    clearInterval(timer)
    timer = undefined
    nowMs = 0
  }
}

function getNowMs(): number {
  if (nowMs === 0) nowMs = Date.now()
  return nowMs
}

/** "edited 5 minutes ago", kept fresh; a plain date on the server, so that hydration matches. */
export function TimeAgo({ atMs, prefix = '' }: { atMs: number; prefix?: string }) {
  const now = useSyncExternalStore(subscribe, getNowMs, () => undefined)
  const exact = new Date(atMs)
  const text = now === undefined ? formatPlainDate(atMs) : formatRelativeTime(atMs, Math.max(now, 0))
  return (
    <time
      dateTime={exact.toISOString()}
      title={now === undefined ? undefined : getDateFormat(undefined, exactOptions).format(exact)}
    >
      {prefix}
      {text}
    </time>
  )
}
