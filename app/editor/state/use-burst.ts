import { useEffect, useRef } from 'react'

/** After the last key of a burst: what was stepped together is one change. */
const restMs = 300

const waiting = new Set<() => void>()

/** Commits every burst that has not come to rest. Before an undo: it must find them in the history. */
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

/** Collects quick steps of one field and commits the last one when they pause, the field is left or goes away. */
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
      // A press elsewhere may select something else: the steps belong to what is selected now.
      window.addEventListener('pointerdown', flush, { capture: true })
      timer = setTimeout(flush, restMs)
    },
  }
}
