import { IconChevronDown } from '@tabler/icons-react'
import { definePart, LazyPart } from '#app/ui/lazy-part.tsx'
import { useOverlayButton } from '#app/ui/use-overlay-button.ts'
import { IconButton } from '../controls/icon-button.tsx'
import type { ProjectFileMenuProps } from './project-file-menu-items.tsx'
import classes from './top-bar.module.css'

const menuItems = definePart(async () => (await import('./project-file-menu-items.tsx')).ProjectFileMenuItems)

/** What concerns the project as a whole. A phone has no room for it beside the name; the list's menu has the same. */
export function ProjectFileMenu(props: ProjectFileMenuProps) {
  const { buttonProps, isOpen, close } = useOverlayButton(menuItems)
  return (
    <span className={`${classes.menuPlace} ${classes.onlyWide}`}>
      <IconButton {...buttonProps} label="Project menu" aria-haspopup="menu">
        <IconChevronDown size={15} stroke={1.75} />
      </IconButton>
      {isOpen && <LazyPart part={menuItems} props={{ ...props, onClose: close }} />}
    </span>
  )
}
