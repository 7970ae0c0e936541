import { type PointerEvent, type ReactNode, useId, useRef, useState } from 'react'
import { escapeUntilRelease } from '#app/ui/keyboard/escape-until-release.ts'
import { useBurst } from '../state/use-burst.ts'
import classes from './controls.module.css'
import { parseNumber, planStep } from './plan-number.ts'

type StepEach = (from: number) => number

type NumberFieldProps = {
  label: string
  /** Shown in the field; the label is the accessible name. One or two letters, or an icon. */
  short?: ReactNode
  unit?: string
  /** `undefined`: the selected elements differ. */
  value: number | undefined
  min?: number
  max?: number
  step?: number
  decimals?: number
  disabled?: boolean
  /** Called with a preview while it is dragged or stepped. */
  onPreview: (value: number) => void
  onCommit: (value: number) => void
  /** Escape during a drag. */
  onCancel: () => void
  /** For elements with different values: a step changes each by as much. */
  each?: { onPreview: (step: StepEach) => void; onCommit: (step: StepEach) => void } | undefined
}

/** A number that can be typed, dragged by its label and stepped by the arrow keys (Shift: ten at once). */
export function NumberField(props: NumberFieldProps) {
  const { label, short, unit, value, disabled = false, each } = props
  const { min = Number.NEGATIVE_INFINITY, max = Number.POSITIVE_INFINITY, step = 1, decimals = 0 } = props
  const id = useId()
  const inputRef = useRef<HTMLInputElement>(null)
  const format = (number: number | undefined) =>
    number === undefined ? '' : String(Number(number.toFixed(decimals)))
  const [text, setText] = useState<string>()
  /** The steps of a field with different values so far. */
  const [shift, setShift] = useState(0)
  const limits = { min, max, decimals }
  const stepEach =
    (by: number): StepEach =>
    (from) =>
      planStep(from, by, limits)
  const stepped = useBurst<number>((next) => {
    setText(undefined)
    props.onCommit(next)
  })
  const shifted = useBurst<number>((by) => {
    setShift(0)
    each?.onCommit(stepEach(by))
  })

  const show = (number: number) => {
    if (inputRef.current !== null) inputRef.current.value = format(number)
    props.onPreview(number)
  }
  const commitText = () => {
    if (shifted.flush() || stepped.flush()) return
    const typed = text === undefined ? undefined : parseNumber(text, limits)
    setText(undefined)
    if (typed !== undefined && typed !== value) props.onCommit(typed)
  }
  const restore = () => {
    stepped.drop()
    shifted.drop()
    setText(undefined)
    setShift(0)
    props.onCancel()
  }
  const takeStep = (by: number) => {
    if (value === undefined && text === undefined) {
      if (each === undefined) return
      const total = (shifted.pending() ?? 0) + by
      setShift(total)
      each.onPreview(stepEach(total))
      return shifted.later(total)
    }
    const from = stepped.pending() ?? (text === undefined ? value : parseNumber(text, limits)) ?? value
    if (from === undefined) return
    const next = planStep(from, by, limits)
    setText(format(next))
    props.onPreview(next)
    stepped.later(next)
  }
  const { onCommit, onCancel } = props
  const onPutBack = () => {
    if (inputRef.current !== null) inputRef.current.value = format(value)
    onCancel()
  }
  const scrub = useScrub({ value, step, limits, disabled, onShow: show, onCommit, onCancel: onPutBack })

  return (
    <div className={classes.numberField} data-disabled={disabled || undefined}>
      <label htmlFor={id} className={classes.scrub} title={label} {...scrub}>
        <span aria-hidden={short !== undefined}>{short ?? label}</span>
        {short !== undefined && <span className={classes.readAloud}>{label}</span>}
      </label>
      <input
        ref={inputRef}
        id={id}
        className={classes.numberInput}
        inputMode="decimal"
        autoComplete="off"
        disabled={disabled}
        value={text ?? format(value)}
        placeholder={value === undefined ? `Mixed${describeShift(shift, decimals)}` : ''}
        onFocus={(event) => event.currentTarget.select()}
        onChange={(event) => setText(event.currentTarget.value)}
        onBlur={commitText}
        onKeyDown={(event) => {
          if (event.key === 'Enter') {
            commitText()
            event.currentTarget.select()
          } else if (event.key === 'Escape') {
            restore()
            event.currentTarget.blur()
          } else if (event.key === 'ArrowUp' || event.key === 'ArrowDown') {
            event.preventDefault()
            takeStep((event.key === 'ArrowUp' ? step : -step) * (event.shiftKey ? 10 : 1))
          }
        }}
      />
      {unit !== undefined && <span className={classes.unit}>{unit}</span>}
    </div>
  )
}

function describeShift(shift: number, decimals: number): string {
  return shift === 0 ? '' : ` ${shift > 0 ? '+' : '−'}${Number(Math.abs(shift).toFixed(decimals))}`
}

type ScrubOptions = {
  value: number | undefined
  step: number
  limits: { min: number; max: number; decimals: number }
  disabled: boolean
  onShow: (value: number) => void
  onCommit: (value: number) => void
  onCancel: () => void
}

/** Dragging the label: two CSS pixels a step, ten steps at once with Shift; Escape restores the value. */
function useScrub({ value, step, limits, disabled, onShow, onCommit, onCancel }: ScrubOptions) {
  const drag = useRef<{ x: number; from: number; now: number; moved: boolean }>(undefined)
  return {
    onPointerDown(event: PointerEvent<HTMLLabelElement>) {
      if (disabled || value === undefined || event.button !== 0) return
      event.currentTarget.setPointerCapture(event.pointerId)
      drag.current = { x: event.clientX, from: value, now: value, moved: false }
      escapeUntilRelease(event.pointerId, () => {
        drag.current = undefined
        onCancel()
      })
    },
    onPointerMove(event: PointerEvent<HTMLLabelElement>) {
      const { current } = drag
      if (current === undefined) return
      const steps = Math.round((event.clientX - current.x) / 2) * (event.shiftKey ? 10 : 1)
      if (steps === 0 && !current.moved) return
      current.moved = true
      current.now = planStep(current.from, steps * step, limits)
      onShow(current.now)
    },
    onPointerUp() {
      const { current } = drag
      drag.current = undefined
      if (current?.moved !== true) return
      if (current.now === current.from) onCancel()
      else onCommit(current.now)
    },
    onPointerCancel() {
      drag.current = undefined
      onCancel()
    },
    onClick(event: { preventDefault(): void }) {
      if (drag.current?.moved === true) event.preventDefault()
    },
  }
}
