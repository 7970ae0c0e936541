import { Tooltip } from '@mantine/core'
import type { ButtonHTMLAttributes, ReactNode, Ref } from 'react'
import { formatShortcut } from '#app/ui/keyboard/format-shortcut.ts'
import classes from './controls.module.css'

type IconButtonProps = Omit<ButtonHTMLAttributes<HTMLButtonElement>, 'title'> & {
  /** Its name for screen readers, and the tooltip. */
  label: string
  shortcut?: string
  active?: boolean
  children: ReactNode
  tooltipPosition?: 'top' | 'right' | 'bottom' | 'left'
  ref?: Ref<HTMLButtonElement>
}

export function IconButton({
  label,
  shortcut,
  active,
  children,
  tooltipPosition = 'bottom',
  className,
  ...rest
}: IconButtonProps) {
  const keys = shortcut === undefined ? undefined : formatShortcut(shortcut)
  return (
    <Tooltip
      position={tooltipPosition}
      label={
        <>
          {label}
          {keys !== undefined && <span className={classes.tooltipKeys}>{keys}</span>}
        </>
      }
    >
      <button
        type="button"
        aria-label={label}
        {...(active === undefined ? {} : { 'aria-pressed': active })}
        className={className === undefined ? classes.iconButton : `${classes.iconButton} ${className}`}
        {...rest}
      >
        {children}
      </button>
    </Tooltip>
  )
}
