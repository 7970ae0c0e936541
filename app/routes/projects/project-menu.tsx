import { Menu } from '@mantine/core'
import { IconCopy, IconDots, IconDownload, IconHistory, IconPencil, IconTrash } from '@tabler/icons-react'
import { useRef, useState } from 'react'
import { Link } from 'react-router'
import type { ProjectCardItem } from './project-list.ts'
import classes from './project-menu.module.css'

export type ProjectMenuProps = {
  item: ProjectCardItem
  onRename: () => void
  onDuplicate: () => void
  onDelete: () => void
}

const icon = { size: 16, stroke: 1.75 } as const

/** The button is always there; the menu itself is made when it opens, so that a long list starts fast. */
export function ProjectMenu({ item, onRename, onDuplicate, onDelete }: ProjectMenuProps) {
  const buttonRef = useRef<HTMLButtonElement>(null)
  const [isOpen, setIsOpen] = useState(false)
  const wasOpen = useRef(false)
  // Renaming and deleting move the focus themselves.
  const focusMoves = useRef(false)

  function close() {
    setIsOpen(false)
    if (!focusMoves.current) buttonRef.current?.focus()
    focusMoves.current = false
  }

  function moveFocusBy(act: () => void) {
    return () => {
      focusMoves.current = true
      act()
    }
  }

  return (
    <div className={classes.place} data-open={isOpen || undefined}>
      <button
        ref={buttonRef}
        type="button"
        className={classes.button}
        aria-label={`Actions for ${item.name}`}
        aria-haspopup="menu"
        aria-expanded={isOpen}
        title="Rename, duplicate, export, delete"
        onPointerDown={() => {
          // The press closes an open menu as an outside click; the click after it must not open it again.
          wasOpen.current = isOpen
        }}
        onKeyDown={(event) => {
          if (event.key === 'ArrowDown') setIsOpen(true)
          wasOpen.current = false
        }}
        onClick={() => setIsOpen(!wasOpen.current)}
      >
        <IconDots size={18} stroke={1.75} />
      </button>
      {isOpen && (
        <Menu opened onClose={close} position="bottom-end" width={208} returnFocus={false}>
          <Menu.Target>
            <span className={classes.anchor} />
          </Menu.Target>
          <Menu.Dropdown aria-label={`Actions for ${item.name}`}>
            <Menu.Item
              leftSection={<IconPencil {...icon} />}
              rightSection="F2"
              onClick={moveFocusBy(onRename)}
            >
              Rename
            </Menu.Item>
            <Menu.Item leftSection={<IconCopy {...icon} />} onClick={onDuplicate}>
              Duplicate
            </Menu.Item>
            <Menu.Item
              leftSection={<IconDownload {...icon} />}
              component={Link}
              to={`/projects/${item.id}?export=1`}
            >
              Export…
            </Menu.Item>
            <Menu.Item
              leftSection={<IconHistory {...icon} />}
              component={Link}
              to={`/projects/${item.id}?panel=history`}
            >
              History
            </Menu.Item>
            <Menu.Divider />
            <Menu.Item
              data-danger
              leftSection={<IconTrash {...icon} />}
              rightSection="Del"
              onClick={moveFocusBy(onDelete)}
            >
              Delete
            </Menu.Item>
          </Menu.Dropdown>
        </Menu>
      )}
    </div>
  )
}
