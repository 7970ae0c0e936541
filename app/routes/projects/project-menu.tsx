import { IconDots } from '@tabler/icons-react'
import { useRef } from 'react'
import { definePart, LazyPart } from '#app/ui/lazy-part.tsx'
import { useOverlayButton } from '#app/ui/use-overlay-button.ts'
import classes from './project-menu.module.css'
import type { ProjectMenuProps } from './project-menu-items.tsx'

const menuItems = definePart(async () => (await import('./project-menu-items.tsx')).ProjectMenuItems)

/** The button is always there; the menu itself is made when it opens, so that a long list starts fast. */
export function ProjectMenu({ item, onRename, onDuplicate, onDelete }: ProjectMenuProps) {
  const { buttonProps, isOpen, close } = useOverlayButton(menuItems)
  // Renaming and deleting move the focus themselves.
  const focusMoves = useRef(false)

  function moveFocusBy(act: () => void) {
    return () => {
      focusMoves.current = true
      act()
    }
  }

  function handleClose() {
    close({ keepsFocus: focusMoves.current })
    focusMoves.current = false
  }

  return (
    <div className={classes.place} data-open={isOpen || undefined}>
      <button
        {...buttonProps}
        className={classes.button}
        aria-label={`Actions for ${item.name}`}
        aria-haspopup="menu"
        title="Rename, duplicate, export, delete"
      >
        <IconDots size={18} stroke={1.75} />
      </button>
      {isOpen && (
        <LazyPart
          part={menuItems}
          props={{
            item,
            onClose: handleClose,
            onRename: moveFocusBy(onRename),
            onDuplicate,
            onDelete: moveFocusBy(onDelete),
          }}
        />
      )}
    </div>
  )
}
