import { type KeyboardEvent, type RefObject, useEffect, useId, useLayoutEffect, useRef } from 'react'
import { escapeUntilRelease } from '#app/ui/keyboard/escape-until-release.ts'
import { useBurst } from '../state/use-burst.ts'
import classes from './controls.module.css'

type SliderFieldProps = {
  label: string
  /** `undefined`: the selected elements differ. */
  value: number | undefined
  min: number
  max: number
  step: number
  format: (value: number) => string
  onPreview: (value: number) => void
  onCommit: (value: number) => void
  /** Escape during a drag or after the arrow keys: the preview is discarded. */
  onCancel: () => void
  /** For elements with different values: an arrow key changes each by as much. */
  each?: { onPreview: (step: StepEach) => void; onCommit: (step: StepEach) => void } | undefined
}

type StepEach = (from: number) => number

/** A slider that previews while it is dragged and commits once: on release, or when the arrow keys pause. */
export function SliderField(props: SliderFieldProps) {
  const { label, value, min, max, step, format, onPreview, onCommit, onCancel } = props
  const id = useId()
  const outputRef = useRef<HTMLOutputElement>(null)
  const inputRef = useRef<HTMLInputElement>(null)
  const byKeys = useRef(false)
  /** Escape was pressed and the pointer is still down: the browser goes on moving the thumb. */
  const putBack = useRef(false)
  const burst = useBurst<number>((next) => {
    if (next !== value) onCommit(next)
    else onCancel()
  })
  const mixed = useMixedSteps(props, outputRef)
  /** Where the thumb is. */
  const at = value ?? (min + max) / 2
  const text = value === undefined ? 'Mixed' : format(value)

  const showOwn = () => {
    if (inputRef.current !== null) inputRef.current.value = String(at)
    if (outputRef.current !== null) outputRef.current.textContent = text
  }
  const restore = () => {
    burst.drop()
    mixed.drop()
    showOwn()
    onCancel()
  }
  useLayoutEffect(() => {
    // Drawn anew in mid-burst, it would lose the steps that are not committed yet.
    if (burst.pending() !== undefined) return
    if (inputRef.current !== null) inputRef.current.value = String(at)
    if (outputRef.current !== null) outputRef.current.textContent = text
  }, [at, text, burst])

  // React's onChange is the browser's `input`; the end of a drag, and each arrow key, is the browser's `change`.
  useEffect(() => {
    const input = inputRef.current
    const onEnd = () => {
      if (input === null) return
      const next = input.valueAsNumber
      if (putBack.current) input.value = String(at)
      else if (byKeys.current) burst.later(next)
      else if (next !== value) onCommit(next)
      else onCancel()
    }
    input?.addEventListener('change', onEnd)
    return () => input?.removeEventListener('change', onEnd)
  }, [value, at, onCommit, onCancel, burst])

  return (
    <div className={classes.sliderField}>
      <label htmlFor={id} className={classes.fieldLabel}>
        {label}
      </label>
      {/* Outside the label: an output is labelable too, and would take the slider's name. */}
      <output ref={outputRef} htmlFor={id} className={classes.sliderValue} />
      <input
        ref={inputRef}
        id={id}
        type="range"
        className={classes.slider}
        min={min}
        max={max}
        step={step}
        defaultValue={at}
        {...(value === undefined ? { 'aria-valuetext': 'Mixed' } : {})}
        onPointerDown={(event) => {
          burst.flush()
          byKeys.current = false
          putBack.current = false
          escapeUntilRelease(event.pointerId, () => {
            putBack.current = true
            restore()
          })
        }}
        onKeyDown={(event) => {
          byKeys.current = true
          if (mixed.takeKey(event)) return
          if (event.key !== 'Escape' || (burst.pending() ?? mixed.pending()) === undefined) return
          event.preventDefault()
          event.stopPropagation()
          restore()
        }}
        onBlur={() => {
          burst.flush()
          mixed.flush()
        }}
        onInput={(event) => {
          if (putBack.current && byKeys.current) putBack.current = false
          if (putBack.current) return showOwn()
          const next = event.currentTarget.valueAsNumber
          if (outputRef.current !== null) outputRef.current.textContent = format(next)
          onPreview(next)
        }}
      />
    </div>
  )
}

const keySteps: Readonly<Record<string, number>> = {
  ArrowRight: 1,
  ArrowUp: 1,
  ArrowLeft: -1,
  ArrowDown: -1,
  PageUp: 10,
  PageDown: -10,
}

/** The arrow keys of a slider whose elements differ: the thumb stays, each element takes the steps. */
function useMixedSteps(
  { value, min, max, step, each }: SliderFieldProps,
  outputRef: RefObject<HTMLOutputElement | null>,
) {
  const stepEach =
    (by: number): StepEach =>
    (from) =>
      Math.min(Math.max(from + by, min), max)
  const burst = useBurst<number>((by) => each?.onCommit(stepEach(by)))
  return {
    ...burst,
    takeKey(event: KeyboardEvent): boolean {
      const steps = keySteps[event.key]
      if (value !== undefined || each === undefined || steps === undefined) return false
      event.preventDefault()
      const total = (burst.pending() ?? 0) + steps * step
      const sign = total < 0 ? '−' : '+'
      if (outputRef.current !== null)
        outputRef.current.textContent = `Mixed ${sign}${Number(Math.abs(total).toFixed(3))}`
      each.onPreview(stepEach(total))
      burst.later(total)
      return true
    },
  }
}
