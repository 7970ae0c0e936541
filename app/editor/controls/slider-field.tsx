import { useEffect, useId, useLayoutEffect, useRef } from 'react'
import { escapeUntilRelease } from '#app/ui/keyboard/escape-until-release.ts'
import { useBurst } from '../state/use-burst.ts'
import classes from './controls.module.css'

type SliderFieldProps = {
  label: string
  value: number
  min: number
  max: number
  step: number
  format: (value: number) => string
  onPreview: (value: number) => void
  onCommit: (value: number) => void
  /** Escape during a drag or after the arrow keys: the preview is discarded. */
  onCancel: () => void
}

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

  const show = (next: number) => {
    if (inputRef.current !== null) inputRef.current.value = String(next)
    if (outputRef.current !== null) outputRef.current.textContent = format(next)
  }
  const restore = () => {
    burst.drop()
    show(value)
    onCancel()
  }
  useLayoutEffect(() => {
    // Drawn anew in mid-burst, it would lose the steps that are not committed yet.
    if (burst.pending() !== undefined) return
    if (inputRef.current !== null) inputRef.current.value = String(value)
    if (outputRef.current !== null) outputRef.current.textContent = format(value)
  }, [value, format, burst])

  // React's onChange is the browser's `input`; the end of a drag, and each arrow key, is the browser's `change`.
  useEffect(() => {
    const input = inputRef.current
    const onEnd = () => {
      if (input === null) return
      const next = input.valueAsNumber
      if (putBack.current) input.value = String(value)
      else if (byKeys.current) burst.later(next)
      else if (next !== value) onCommit(next)
      else onCancel()
    }
    input?.addEventListener('change', onEnd)
    return () => input?.removeEventListener('change', onEnd)
  }, [value, onCommit, onCancel, burst])

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
        defaultValue={value}
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
          if (event.key !== 'Escape' || burst.pending() === undefined) return
          event.preventDefault()
          event.stopPropagation()
          restore()
        }}
        onBlur={() => burst.flush()}
        onInput={(event) => {
          if (putBack.current && byKeys.current) putBack.current = false
          if (putBack.current) return show(value)
          const next = event.currentTarget.valueAsNumber
          if (outputRef.current !== null) outputRef.current.textContent = format(next)
          onPreview(next)
        }}
      />
    </div>
  )
}
