import { type PointerEvent, type ReactNode, useEffect, useId, useRef, useState } from 'react'
import classes from './controls.module.css'
import { parseNumber, planStep } from './plan-number.ts'

/** A burst of arrow keys is one change. */
const restMs = 300

type NumberFieldProps = {
  label: string
  /** Shown in the field; the label is read aloud. One or two letters, or an icon. */
  short?: ReactNode
  unit?: string
  /** `undefined`: the selected elements differ. */
  value: number | undefined
  min?: number
  max?: number
  step?: number
  decimals?: number
  disabled?: boolean
  /** While it is dragged or stepped: shown, not kept. */
  onPreview: (value: number) => void
  onCommit: (value: number) => void
  /** Escape during a drag. */
  onCancel: () => void
}

/** A number that can be typed, dragged by its label and stepped by the arrow keys (Shift: ten at once). */
export function NumberField(props: NumberFieldProps) {
  const { label, short, unit, value, disabled = false } = props
  const { min = Number.NEGATIVE_INFINITY, max = Number.POSITIVE_INFINITY, step = 1, decimals = 0 } = props
  const id = useId()
  const inputRef = useRef<HTMLInputElement>(null)
  const format = (number: number | undefined) =>
    number === undefined ? '' : String(Number(number.toFixed(decimals)))
  const [text, setText] = useState<string>()
  const stepped = useStepped(props.onCommit)
  const limits = { min, max, decimals }

  const show = (number: number) => {
    if (inputRef.current !== null) inputRef.current.value = format(number)
    props.onPreview(number)
  }
  const commitText = () => {
    if (stepped.flush()) return setText(undefined)
    const typed = text === undefined ? undefined : parseNumber(text, limits)
    setText(undefined)
    if (typed !== undefined && typed !== value) props.onCommit(typed)
  }
  const { onCommit, onCancel } = props
  const scrub = useScrub({ value, step, limits, disabled, onShow: show, onCommit, onCancel })

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
        placeholder={value === undefined ? 'Mixed' : ''}
        onFocus={(event) => event.currentTarget.select()}
        onChange={(event) => setText(event.currentTarget.value)}
        onBlur={commitText}
        onKeyDown={(event) => {
          if (event.key === 'Enter') {
            commitText()
            event.currentTarget.select()
          } else if (event.key === 'Escape') {
            stepped.drop()
            setText(undefined)
            props.onCancel()
            event.currentTarget.blur()
          } else if (event.key === 'ArrowUp' || event.key === 'ArrowDown') {
            event.preventDefault()
            const from = stepped.pending() ?? (text === undefined ? value : parseNumber(text, limits)) ?? 0
            const direction = event.key === 'ArrowUp' ? 1 : -1
            const next = planStep(from, direction * step * (event.shiftKey ? 10 : 1), limits)
            setText(format(next))
            props.onPreview(next)
            stepped.later(next, () => setText(undefined))
          }
        }}
      />
      {unit !== undefined && <span className={classes.unit}>{unit}</span>}
    </div>
  )
}

function useStepped(onCommit: (value: number) => void) {
  const pending = useRef<number>(undefined)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const commit = useRef(onCommit)
  useEffect(() => {
    commit.current = onCommit
  })
  const flush = () => {
    clearTimeout(timer.current)
    const value = pending.current
    pending.current = undefined
    if (value === undefined) return false
    commit.current(value)
    return true
  }
  const flushRef = useRef(flush)
  useEffect(() => {
    const last = flushRef.current
    return () => {
      last()
    }
  }, [])
  return {
    pending: () => pending.current,
    flush,
    drop() {
      clearTimeout(timer.current)
      pending.current = undefined
    },
    later(value: number, done: () => void) {
      pending.current = value
      clearTimeout(timer.current)
      timer.current = setTimeout(() => {
        flush()
        done()
      }, restMs)
    },
  }
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

/** Dragging the label: two CSS pixels a step, ten steps at once with Shift. */
function useScrub({ value, step, limits, disabled, onShow, onCommit, onCancel }: ScrubOptions) {
  const drag = useRef<{ x: number; from: number; now: number; moved: boolean }>(undefined)
  return {
    onPointerDown(event: PointerEvent<HTMLLabelElement>) {
      if (disabled || value === undefined || event.button !== 0) return
      event.currentTarget.setPointerCapture(event.pointerId)
      drag.current = { x: event.clientX, from: value, now: value, moved: false }
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
