import { IconChevronDown } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { LazyPart, type Part } from '#app/ui/lazy-part.tsx'
import { useOverlayButton } from '#app/ui/use-overlay-button.ts'
import classes from './top-bar.module.css'

type MenuButtonProps<Props> = {
  label: string
  kind: 'menu' | 'dialog'
  /** Anchored to the place around the button. */
  overlay: Part<Props & { onClose: () => void }>
  overlayProps: Props
  children: ReactNode
}

/** A button of the top bar with a menu or a list below it. */
export function MenuButton<Props>({ label, kind, overlay, overlayProps, children }: MenuButtonProps<Props>) {
  const { buttonProps, isOpen, close } = useOverlayButton(overlay)
  return (
    <span className={classes.menuPlace}>
      <button {...buttonProps} className={classes.menuButton} aria-haspopup={kind} aria-label={label}>
        {children}
        <IconChevronDown size={14} aria-hidden />
      </button>
      {isOpen && <LazyPart part={overlay} props={{ ...overlayProps, onClose: close }} />}
    </span>
  )
}
