import type { ReactNode } from 'react'
import classes from './export-panel.module.css'

type ChoiceRowProps<Value extends string> = {
  /** Of the group. */
  name: string
  value: Value
  checked: boolean
  onChoose: (value: Value) => void
  label: ReactNode
  hint: ReactNode
}

export function ChoiceRow<Value extends string>(props: ChoiceRowProps<Value>) {
  const { name, value, checked, onChoose, label, hint } = props
  return (
    <label className={classes.choice}>
      <input type="radio" name={name} value={value} checked={checked} onChange={() => onChoose(value)} />
      <span className={classes.choiceText}>
        <span className={classes.choiceLabel}>{label}</span>
        <span className={classes.choiceHint}>{hint}</span>
      </span>
    </label>
  )
}
