import { Menu } from '@mantine/core'
import { IconCheck, IconChevronDown } from '@tabler/icons-react'
import { useObservable } from '#app/observable/use-observable.ts'
import { formatShortcut } from '#app/ui/keyboard/format-shortcut.ts'
import controls from '../controls/controls.module.css'
import { useEditor, useUi } from '../state/use-editor.ts'
import classes from './top-bar.module.css'

export function ZoomMenu() {
  const editor = useEditor()
  const { stageState } = editor
  const scale = useObservable(stageState.scale)
  const gapPx = useUi((ui) => ui.gapPx)
  const percent = `${Math.round(scale * 100)} %`
  const keys = (shortcut: string) => <span className={controls.tooltipKeys}>{formatShortcut(shortcut)}</span>
  return (
    <Menu position="bottom-end" width={220} closeOnItemClick={false}>
      <Menu.Target>
        <button type="button" className={classes.menuButton} aria-label={`Zoom: ${percent}`}>
          <span className={classes.zoom}>{percent}</span>
          <IconChevronDown size={14} aria-hidden />
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item rightSection={keys('+')} onClick={() => stageState.zoomBy(1.25)}>
          Zoom in
        </Menu.Item>
        <Menu.Item rightSection={keys('-')} onClick={() => stageState.zoomBy(0.8)}>
          Zoom out
        </Menu.Item>
        <Menu.Item closeMenuOnClick rightSection={keys('0')} onClick={() => stageState.fit()}>
          Fit
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
      </Menu.Dropdown>
    </Menu>
  )
}
