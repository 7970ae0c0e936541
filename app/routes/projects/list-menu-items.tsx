import { Menu } from '@mantine/core'
import { IconFileExport, IconFileImport, IconFolderPlus, IconPhotoPlus } from '@tabler/icons-react'
import { PopupAnchor } from '#app/ui/popup-anchor.tsx'
import classes from './list-menu.module.css'

export type ListMenuActions = {
  onImport: () => void
  onExportAll: () => void
  /** A new project of what is chosen. */
  onPick: (kind: 'files' | 'folder') => void
}

const icon = { size: 16, stroke: 1.75 } as const

/** Anchored to the place it is rendered in. */
export function ListMenuItems({
  onImport,
  onExportAll,
  onPick,
  onClose,
}: ListMenuActions & { onClose: () => void }) {
  return (
    <Menu opened onClose={onClose} position="bottom-end" width={260} returnFocus={false}>
      <Menu.Target>
        <PopupAnchor className={classes.anchor} />
      </Menu.Target>
      <Menu.Dropdown aria-label="All projects">
        <Menu.Item leftSection={<IconPhotoPlus {...icon} />} onClick={() => onPick('files')}>
          New project from captures…
        </Menu.Item>
        <Menu.Item leftSection={<IconFolderPlus {...icon} />} onClick={() => onPick('folder')}>
          New project from a folder…
        </Menu.Item>
        <Menu.Divider />
        <Menu.Item leftSection={<IconFileImport {...icon} />} onClick={onImport}>
          Import project files…
        </Menu.Item>
        <Menu.Item leftSection={<IconFileExport {...icon} />} onClick={onExportAll}>
          Export everything
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}
