import { Menu } from '@mantine/core'
import {
  IconCopy,
  IconDownload,
  IconFileExport,
  IconHistory,
  IconPencil,
  IconTrash,
} from '@tabler/icons-react'
import { Link } from 'react-router'
import { PopupAnchor } from '#app/ui/popup-anchor.tsx'
import { exportProjectFile } from '../shell/export-project-file.ts'
import type { ProjectCardItem } from './project-list.ts'
import classes from './project-menu.module.css'

export type ProjectMenuProps = {
  item: ProjectCardItem
  onRename: () => void
  onDuplicate: () => void
  onDelete: () => void
}

const icon = { size: 16, stroke: 1.75 } as const

/** The actions of one project of the list; anchored to the place it is rendered in. */
export function ProjectMenuItems(props: ProjectMenuProps & { onClose: () => void }) {
  const { item, onClose, onRename, onDuplicate, onDelete } = props
  return (
    <Menu opened onClose={onClose} position="bottom-end" width={208} returnFocus={false}>
      <Menu.Target>
        <PopupAnchor className={classes.anchor} />
      </Menu.Target>
      <Menu.Dropdown aria-label={`Actions for ${item.name}`}>
        <Menu.Item leftSection={<IconPencil {...icon} />} rightSection="F2" onClick={onRename}>
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
        <Menu.Item leftSection={<IconFileExport {...icon} />} onClick={() => void exportProjectFile(item.id)}>
          Export project file
        </Menu.Item>
        <Menu.Item
          leftSection={<IconHistory {...icon} />}
          component={Link}
          to={`/projects/${item.id}?panel=history`}
        >
          History
        </Menu.Item>
        <Menu.Divider />
        <Menu.Item data-danger leftSection={<IconTrash {...icon} />} rightSection="Del" onClick={onDelete}>
          Delete
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}
