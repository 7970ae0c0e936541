import { useEffect, useRef } from 'react'

/** Delay after the last key of a burst: its steps are one change. */
const restMs = 300

const waiting = new Set<() => void>()

/** Commits every pending burst. Called before an undo, which must find them in the history. */
export function flushBursts(): void {
  for (const flush of [...waiting]) flush()
}

export type Burst<Value> = {
  pending(): Value | undefined
  later(value: Value): void
  /** `true` when something was pending. */
  flush(): boolean
  drop(): void
}

/** Collects quick steps of one field and commits the last one when they pause, or when the field blurs or unmounts. */
export function useBurst<Value>(onCommit: (value: Value) => void): Burst<Value> {
  const commit = useRef(onCommit)
  useEffect(() => {
    commit.current = onCommit
  })
  const burst = useRef<Burst<Value>>(undefined)
  burst.current ??= createBurst((value) => commit.current(value))
  const { current } = burst
  useEffect(() => () => void current.flush(), [current])
  return current
}

function createBurst<Value>(commit: (value: Value) => void): Burst<Value> {
  let held: { value: Value } | undefined
  let timer: ReturnType<typeof setTimeout> | undefined
  const drop = () => {
    clearTimeout(timer)
    waiting.delete(flush)
    window.removeEventListener('pointerdown', flush, { capture: true })
    held = undefined
  }
  const flush = () => {
    const last = held
    drop()
    if (last !== undefined) commit(last.value)
    return last !== undefined
  }
  return {
    pending: () => held?.value,
    flush,
    drop,
    later(value) {
      drop()
      held = { value }
      waiting.add(flush)
      // A press elsewhere may change the selection: the steps belong to the current one.
      window.addEventListener('pointerdown', flush, { capture: true })
      timer = setTimeout(flush, restMs)
    },
  }
}
