import { Menu, useMantineColorScheme } from '@mantine/core'
import { IconCheck } from '@tabler/icons-react'
import { formatShortcut } from '#app/ui/keyboard/format-shortcut.ts'
import { PopupAnchor } from '#app/ui/popup-anchor.tsx'
import controls from '../controls/controls.module.css'
import { useEditor, useUi } from '../state/use-editor.ts'
import classes from './top-bar.module.css'

const themes = [
  { scheme: 'auto', label: 'As the system' },
  { scheme: 'light', label: 'Light' },
  { scheme: 'dark', label: 'Dark' },
] as const

/** The menu of the zoom; anchored to the place it is rendered in. */
export function ZoomMenuItems({ onClose }: { onClose: () => void }) {
  const editor = useEditor()
  const { stageState } = editor
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  const gapPx = useUi((ui) => ui.gapPx)
  const keys = (shortcut: string) => <span className={controls.menuKeys}>{formatShortcut(shortcut)}</span>
  return (
    <Menu
      opened
      onClose={onClose}
      position="bottom-end"
      width={220}
      closeOnItemClick={false}
      returnFocus={false}
    >
      <Menu.Target>
        <PopupAnchor className={classes.anchor} />
      </Menu.Target>
      <Menu.Dropdown aria-label="Zoom">
        <Menu.Item rightSection={keys('+')} onClick={() => stageState.zoomBy(1.25)}>
          Zoom in
        </Menu.Item>
        <Menu.Item rightSection={keys('-')} onClick={() => stageState.zoomBy(0.8)}>
          Zoom out
        </Menu.Item>
        <Menu.Item closeMenuOnClick rightSection={keys('0')} onClick={() => stageState.fit()}>
          Fit
        </Menu.Item>
        <Menu.Item closeMenuOnClick rightSection={keys('1')} onClick={() => stageState.fitAll()}>
          Fit all screens
        </Menu.Item>
        <Menu.Item closeMenuOnClick onClick={() => stageState.zoomBy(0.5 / stageState.scale.get())}>
          50 %
        </Menu.Item>
        <Menu.Item closeMenuOnClick onClick={() => stageState.zoomBy(1 / stageState.scale.get())}>
          100 %: every pixel of the file
        </Menu.Item>
        <Menu.Divider />
        <Menu.Item
          rightSection={gapPx > 0 ? <IconCheck size={15} aria-hidden /> : null}
          onClick={() => editor.setGap(gapPx > 0 ? 0 : 24)}
        >
          Gaps between screens
        </Menu.Item>
        <Menu.Divider />
        <Menu.Label>Theme</Menu.Label>
        {themes.map(({ scheme, label }) => (
          <Menu.Item
            key={scheme}
            rightSection={scheme === colorScheme ? <IconCheck size={15} aria-hidden /> : null}
            aria-current={scheme === colorScheme}
            onClick={() => setColorScheme(scheme)}
          >
            {label}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}
