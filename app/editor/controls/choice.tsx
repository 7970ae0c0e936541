import { type ReactNode, useCallback } from 'react'
import { tooltip } from '#app/ui/tooltip.ts'
import classes from './controls.module.css'

/** A few exclusive choices side by side. `undefined`: the selected elements differ. */
export function Choice<Value extends string>({
  label,
  value,
  options,
  onChange,
}: {
  label: string
  value: Value | undefined
  options: ReadonlyArray<{ value: Value; label: string; icon?: ReactNode; disabled?: boolean }>
  onChange: (value: Value) => void
}) {
  return (
    <fieldset className={classes.segments} aria-label={label} data-arrows>
      {options.map((option) => (
        <button
          key={option.value}
          type="button"
          className={classes.segment}
          aria-pressed={option.value === value}
          {...(option.icon === undefined ? {} : { 'aria-label': option.label, ...tooltip(option.label) })}
          disabled={option.disabled}
          onClick={() => onChange(option.value)}
        >
          {option.icon ?? option.label}
        </button>
      ))}
    </fieldset>
  )
}

/** `undefined`: on for some of the selected elements. A switch has two states only: then it is a checkbox in between. */
export function Toggle({
  label,
  checked,
  onChange,
}: {
  label: string
  checked: boolean | undefined
  onChange: (checked: boolean) => void
}) {
  const isMixed = checked === undefined
  const setMixed = useCallback(
    (input: HTMLInputElement | null) => {
      if (input !== null) input.indeterminate = isMixed
    },
    [isMixed],
  )
  return (
    <label className={classes.toggleRow}>
      <span>{label}</span>
      {isMixed && (
        <span className={classes.mixed} aria-hidden>
          Mixed
        </span>
      )}
      <input
        ref={setMixed}
        type="checkbox"
        {...(isMixed ? {} : { role: 'switch', 'aria-checked': checked })}
        className={classes.switch}
        checked={checked === true}
        onChange={(event) => onChange(event.currentTarget.checked)}
      />
    </label>
  )
}

/** A list of choices. `undefined`: the selected elements differ. */
export function Select<Value extends string | number>({
  label,
  value,
  options,
  onChange,
}: {
  label: string
  value: Value | undefined
  options: ReadonlyArray<{ value: Value; label: string }>
  onChange: (value: Value) => void
}) {
  return (
    <Labelled label={label}>
      <select
        className={classes.select}
        value={value ?? mixed}
        onChange={(event) => {
          const chosen = options.find((option) => String(option.value) === event.currentTarget.value)
          if (chosen !== undefined) onChange(chosen.value)
        }}
      >
        {value === undefined && (
          <option value={mixed} hidden>
            Mixed
          </option>
        )}
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    </Labelled>
  )
}

/** No value of a list. */
const mixed = '\u0000'

export function Labelled({ label, children }: { label: string; children: ReactNode }) {
  return (
    // biome-ignore lint/a11y/noLabelWithoutControl: the control is the child
    <label className={classes.labelled}>
      <span className={classes.fieldLabel}>{label}</span>
      {children}
    </label>
  )
}
