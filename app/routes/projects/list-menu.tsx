import { IconDots } from '@tabler/icons-react'
import { definePart, LazyPart } from '#app/ui/lazy-part.tsx'
import { useOverlayButton } from '#app/ui/use-overlay-button.ts'
import classes from './list-menu.module.css'
import type { ListMenuActions } from './list-menu-items.tsx'

const menuItems = definePart(async () => (await import('./list-menu-items.tsx')).ListMenuItems)

/** What concerns all projects at once. */
export function ListMenu(actions: ListMenuActions) {
  const { buttonProps, isOpen, close } = useOverlayButton(menuItems)
  return (
    <div className={classes.place}>
      <button
        {...buttonProps}
        className={classes.button}
        aria-label="More for all projects"
        aria-haspopup="menu"
        title="Import, export everything"
      >
        <IconDots size={18} stroke={1.75} />
      </button>
      {isOpen && <LazyPart part={menuItems} props={{ ...actions, onClose: () => close() }} />}
    </div>
  )
}
