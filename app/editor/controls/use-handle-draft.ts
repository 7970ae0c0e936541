import { type KeyboardEvent, useState } from 'react'
import { useBurst } from '../state/use-burst.ts'
import { keySteps } from './stage-handle.tsx'

type HandleDraft<Value> = {
  /** What is shown instead of the stored value while a handle is moved. */
  draft: Value | undefined
  show(next: Value): void
  /** Of a pointer: `false` restores what was there. */
  drop(kept: boolean): void
  /** Arrow keys: `plan` gets the direction. Escape drops the steps that are not stored yet. */
  step(event: KeyboardEvent, plan: (direction: readonly [number, number]) => Value): void
  blur(): void
}

/** A value that is moved by handles on the stage; `end` stores it, or with `undefined` restores what was there. */
export function useHandleDraft<Value>(options: {
  preview: (next: Value) => void
  end: (next: Value | undefined) => void
}): HandleDraft<Value> {
  const [draft, setDraft] = useState<Value>()
  const burst = useBurst<Value>((next) => end(next))
  const show = (next: Value) => {
    setDraft(next)
    options.preview(next)
  }
  const end = (next: Value | undefined) => {
    setDraft(undefined)
    options.end(next)
  }
  return {
    draft,
    show,
    drop: (kept) => end(kept ? draft : undefined),
    step(event, plan) {
      const direction = keySteps[event.key]
      if (event.key === 'Escape' && burst.pending() !== undefined) {
        burst.drop()
        end(undefined)
        event.stopPropagation()
      }
      if (direction === undefined) return
      const next = plan(direction)
      show(next)
      burst.later(next)
      event.preventDefault()
      event.stopPropagation()
    },
    blur: () => void burst.flush(),
  }
}
