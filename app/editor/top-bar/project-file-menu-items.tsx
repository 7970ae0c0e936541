import { Menu } from '@mantine/core'
import { PopupAnchor } from '#app/ui/popup-anchor.tsx'
import classes from './top-bar.module.css'

export type ProjectFileMenuProps = { onExport: () => void; onExportFile: () => void }

/** Anchored to the place it is rendered in. */
export function ProjectFileMenuItems({
  onExport,
  onExportFile,
  onClose,
}: ProjectFileMenuProps & { onClose: () => void }) {
  return (
    <Menu opened onClose={onClose} position="bottom-start" width={220} returnFocus={false}>
      <Menu.Target>
        <PopupAnchor className={classes.anchor} />
      </Menu.Target>
      <Menu.Dropdown aria-label="Project menu">
        <Menu.Item onClick={onExport}>Export pictures…</Menu.Item>
        <Menu.Item onClick={onExportFile}>Export project file</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}
