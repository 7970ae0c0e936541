import { Menu } from '@mantine/core'
import { Fragment } from 'react'
import { formatShortcut } from '#app/ui/keyboard/format-shortcut.ts'
import { PopupAnchor } from '#app/ui/popup-anchor.tsx'
import { useReturnFocus } from '#app/ui/use-return-focus.ts'
import { useCaptureDrop } from '../capture-drop/capture-drop-context.ts'
import { runCopy, runPaste } from '../clipboard/run-clipboard.ts'
import controls from '../controls/controls.module.css'
import { createCanRun } from '../interaction/can-run.ts'
import type { CommandHost } from '../interaction/command-host.ts'
import { type EditorCommand, keyTable } from '../interaction/key-table.ts'
import { runCommand } from '../interaction/run-command.ts'
import { useEditor } from '../state/use-editor.ts'
import type { MenuRequest } from './attach-context-menu.ts'

const sections: Readonly<Record<MenuRequest['kind'], readonly (readonly EditorCommand[])[]>> = {
  elements: [
    ['type', 'cut', 'copy', 'paste', 'duplicate', 'delete'],
    ['copy-style', 'paste-style'],
    ['select-several', 'group', 'ungroup', 'distribute-x', 'distribute-y'],
    ['front', 'forward', 'backward', 'back'],
    ['lock', 'hide'],
  ],
  screen: [
    ['paste', 'select-all', 'select-several'],
    ['add-screen', 'duplicate-screen', 'delete-screen', 'turn-screen'],
    ['screen-earlier', 'screen-later'],
    ['background-everywhere', 'background-to-chosen', 'style-to-chosen'],
    ['zoom-fit', 'zoom-fit-all'],
  ],
}

/** Shorter than in the sheet of keys, where a name needs no context. */
const shortNames: Readonly<Partial<Record<EditorCommand, string>>> = {
  type: 'Edit text',
  paste: 'Paste',
  'select-all': 'Select everything',
}

/** The commands for what is selected, at the place that was pressed. */
export function ContextMenu({
  request,
  host,
  onClose,
}: {
  request: MenuRequest
  host: CommandHost
  onClose: () => void
}) {
  const editor = useEditor()
  const drop = useCaptureDrop()
  useReturnFocus()
  const canRun = createCanRun(editor)
  const shown = sections[request.kind]
    .map((commands) => commands.filter(canRun))
    .filter((commands) => commands.length > 0)
  const run = (command: EditorCommand) => {
    onClose()
    if (command === 'cut' || command === 'copy') runCopy(command)
    else if (command === 'paste') void runPaste()
    else runCommand(editor, command, host)
  }
  const holder = findHolder(editor)
  return (
    <Menu
      opened
      onClose={onClose}
      position="bottom-start"
      width={270}
      offset={2}
      returnFocus={false}
      withinPortal
      transitionProps={{ duration: 0 }}
    >
      <Menu.Target>
        <PopupAnchor style={{ position: 'fixed', left: request.x, top: request.y, width: 1, height: 1 }} />
      </Menu.Target>
      <Menu.Dropdown
        aria-label={request.kind === 'elements' ? 'Selection' : 'Screen'}
        mah="min(80vh, 620px)"
        style={{ overflowY: 'auto' }}
      >
        {request.kind === 'elements' && holder !== undefined && !editor.readOnly && (
          <>
            <Menu.Item
              onClick={() => {
                onClose()
                drop.pick(holder.target)
              }}
            >
              {holder.kind === 'frame' ? 'Replace capture…' : 'Replace picture…'}
            </Menu.Item>
            <Menu.Divider />
          </>
        )}
        {shown.map((commands, at) => (
          <Fragment key={commands[0]}>
            {at > 0 && <Menu.Divider />}
            {commands.map((command) => (
              <CommandItem key={command} command={command} onRun={run} />
            ))}
          </Fragment>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}

function CommandItem({
  command,
  onRun,
}: {
  command: EditorCommand
  onRun: (command: EditorCommand) => void
}) {
  const binding = keyTable.find((each) => each.command === command)
  const keys = binding?.keys[0]
  return (
    <Menu.Item
      onClick={() => onRun(command)}
      rightSection={
        keys === undefined ? null : <span className={controls.menuKeys}>{formatShortcut(keys)}</span>
      }
    >
      {shortNames[command] ?? binding?.label ?? command}
    </Menu.Item>
  )
}

function findHolder(editor: ReturnType<typeof useEditor>) {
  const { selectedIds } = editor.ui.get()
  const screen = editor.findCurrentScreen()
  const [elementId, ...others] = selectedIds
  if (screen === undefined || elementId === undefined || others.length > 0) return undefined
  const element = screen.elements[elementId]
  if ((element?.type !== 'frame' && element?.type !== 'image') || element.locked) return undefined
  return { target: { screenId: screen.id, elementId }, kind: element.type }
}
