import { useLayoutEffect, useRef } from 'react'
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
}

/** A slider that shows while it is dragged and commits once when it is let go. */
export function SliderField({ label, value, min, max, step, format, onPreview, onCommit }: SliderFieldProps) {
  const outputRef = useRef<HTMLOutputElement>(null)
  const inputRef = useRef<HTMLInputElement>(null)

  useLayoutEffect(() => {
    if (inputRef.current !== null) inputRef.current.value = String(value)
    if (outputRef.current !== null) outputRef.current.textContent = format(value)
  }, [value, format])

  // React's onChange is the browser's `input`; the end of a drag is the browser's `change`.
  useLayoutEffect(() => {
    const input = inputRef.current
    const onEnd = () => {
      if (input !== null && input.valueAsNumber !== value) onCommit(input.valueAsNumber)
    }
    input?.addEventListener('change', onEnd)
    return () => input?.removeEventListener('change', onEnd)
  }, [value, onCommit])

  return (
    <label className={classes.sliderField}>
      <span className={classes.fieldLabel}>{label}</span>
      <output ref={outputRef} className={classes.sliderValue} />
      <input
        ref={inputRef}
        type="range"
        className={classes.slider}
        min={min}
        max={max}
        step={step}
        defaultValue={value}
        onInput={(event) => {
          const next = event.currentTarget.valueAsNumber
          if (outputRef.current !== null) outputRef.current.textContent = format(next)
          onPreview(next)
        }}
      />
    </label>
  )
}
