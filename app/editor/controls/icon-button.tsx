import type { ButtonHTMLAttributes, ReactNode, Ref } from 'react'
import { formatShortcut } from '#app/ui/keyboard/format-shortcut.ts'
import { type TooltipSide, tooltip } from '#app/ui/tooltip.ts'
import classes from './controls.module.css'

type IconButtonProps = Omit<ButtonHTMLAttributes<HTMLButtonElement>, 'title'> & {
  /** Its name for screen readers, and the tooltip. */
  label: string
  /** Of a table of keys (`findKeys`). */
  shortcut?: string | undefined
  active?: boolean
  children: ReactNode
  tooltipSide?: TooltipSide
  ref?: Ref<HTMLButtonElement>
}

export function IconButton({
  label,
  shortcut,
  active,
  children,
  tooltipSide,
  className,
  ...rest
}: IconButtonProps) {
  const keys = shortcut === undefined ? undefined : formatShortcut(shortcut)
  return (
    <button
      type="button"
      aria-label={label}
      {...tooltip(label, tooltipSide, keys)}
      {...(active === undefined ? {} : { 'aria-pressed': active })}
      className={className === undefined ? classes.iconButton : `${classes.iconButton} ${className}`}
      {...rest}
    >
      {children}
    </button>
  )
}
