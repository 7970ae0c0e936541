import type { ReactNode } from 'react'
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

export function Toggle({
  label,
  checked,
  onChange,
}: {
  label: string
  checked: boolean
  onChange: (checked: boolean) => void
}) {
  return (
    <label className={classes.toggleRow}>
      <span>{label}</span>
      <input
        type="checkbox"
        role="switch"
        aria-checked={checked}
        className={classes.switch}
        checked={checked}
        onChange={(event) => onChange(event.currentTarget.checked)}
      />
    </label>
  )
}

export function Labelled({ label, children }: { label: string; children: ReactNode }) {
  return (
    // biome-ignore lint/a11y/noLabelWithoutControl: the control is the child
    <label className={classes.labelled}>
      <span className={classes.fieldLabel}>{label}</span>
      {children}
    </label>
  )
}
