import { Kbd, Modal } from '@mantine/core'
import { useReturnFocus } from '../use-return-focus.ts'
import { formatShortcut } from './format-shortcut.ts'
import type { KeyBinding } from './key-binding.ts'
import classes from './shortcut-sheet.module.css'

const names: Readonly<Record<string, string>> = {
  ArrowLeft: '←',
  ArrowRight: '→',
  ArrowUp: '↑',
  ArrowDown: '↓',
  PageUp: 'Page up',
  PageDown: 'Page down',
  Escape: 'Esc',
}

/** Every shortcut of the page, from the table that binds them. */
export function ShortcutSheet({ table, onClose }: { table: readonly KeyBinding[]; onClose: () => void }) {
  useReturnFocus()
  const groups = [...new Set(table.map(({ group }) => group))]
  return (
    <Modal
      opened
      onClose={onClose}
      title="Keyboard shortcuts"
      size={760}
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <div className={classes.groups}>
        {groups.map((group) => (
          <section key={group} className={classes.group} aria-label={group}>
            <h3>{group}</h3>
            <dl className={classes.list}>
              {table
                .filter((binding) => binding.group === group && binding.keys.length > 0)
                .map(({ command, keys, label }) => (
                  <div key={command} className={classes.line}>
                    <dt>{label}</dt>
                    <dd>
                      {keys.map((each) => (
                        <Kbd key={each}>{writeKeys(each)}</Kbd>
                      ))}
                    </dd>
                  </div>
                ))}
            </dl>
          </section>
        ))}
      </div>
    </Modal>
  )
}

function writeKeys(keys: string): string {
  return formatShortcut(keys).replace(/[A-Z]\w+$/, (key) => names[key] ?? key)
}
