import '@mantine/spotlight/styles.layer.css'
import { createSpotlight, Spotlight, useSpotlight } from '@mantine/spotlight'
import { useEffect, useMemo, useState } from 'react'
import { useObservable } from '#app/observable/use-observable.ts'
import { formatShortcut } from '#app/ui/keyboard/format-shortcut.ts'
import { useReturnFocus } from '#app/ui/use-return-focus.ts'
import { useOwnFonts } from '../controls/use-own-fonts.ts'
import type { CommandHost } from '../interaction/command-host.ts'
import type { OwnTemplate } from '../ports/templates.ts'
import { useEditor } from '../state/use-editor.ts'
import { listEntries, type PaletteEntry } from './list-entries.ts'
import classes from './palette.module.css'
import { rankEntries } from './rank-entries.ts'

const limit = 40
const noTemplates: readonly OwnTemplate[] = []

/** Finds and runs any command, and goes to any layer, screen, device, template or font. */
export function CommandPalette({ host, onClose }: { host: CommandHost; onClose: () => void }) {
  const editor = useEditor()
  useReturnFocus()
  const [[store, { open }]] = useState(createSpotlight)
  useEffect(open, [open])
  const [query, setQuery] = useState('')
  const ownFonts = useOwnFonts()
  const ownTemplates = useObservable(editor.templates, noTemplates)
  const entries = useMemo(
    () => listEntries(editor, { host, ownFonts, ownTemplates }),
    [editor, host, ownFonts, ownTemplates],
  )
  const found = useMemo(() => rankEntries(entries, query, limit), [entries, query])
  const { selected } = useSpotlight(store)
  const groups = [...new Set(found.map(({ group }) => group))]
  const inOrder = groups.flatMap((group) => found.filter((entry) => entry.group === group))
  const active = inOrder[Math.max(selected, 0)]
  const run = (entry: PaletteEntry) => {
    onClose()
    entry.run()
  }
  return (
    <Spotlight.Root
      store={store}
      forceOpened
      shortcut={null}
      query={query}
      onQueryChange={setQuery}
      onSpotlightClose={onClose}
      maxHeight={460}
      scrollable
      overlayProps={{ backgroundOpacity: 0.3, blur: 0 }}
      transitionProps={{ duration: 0 }}
      title="Command palette"
      classNames={{ header: classes.hidden ?? '' }}
      centered={false}
      yOffset="12vh"
      closeOnActionTrigger={false}
      data-palette
    >
      <Spotlight.Search
        placeholder="Find a command, layer, screen, device, template or font"
        aria-label="Find a command, layer, screen, device, template or font"
        size="md"
        role="combobox"
        aria-expanded
        aria-autocomplete="list"
        aria-controls="palette-list"
        {...(active === undefined ? {} : { 'aria-activedescendant': toId(active) })}
      />
      <Spotlight.ActionsList id="palette-list" role="listbox" aria-label="Found">
        {groups.map((group) => (
          <Spotlight.ActionsGroup key={group} label={group} role="group" aria-label={group}>
            {found
              .filter((entry) => entry.group === group)
              .map((entry) => (
                <Spotlight.Action
                  key={entry.id}
                  id={toId(entry)}
                  role="option"
                  aria-selected={entry === active}
                  className={classes.action ?? ''}
                  data-active={entry === active || undefined}
                  onClick={() => run(entry)}
                >
                  <span className={classes.label}>{entry.label}</span>
                  {entry.detail !== undefined && <span className={classes.detail}>{entry.detail}</span>}
                  {entry.keys !== undefined && (
                    <kbd className={classes.keys}>{formatShortcut(entry.keys)}</kbd>
                  )}
                </Spotlight.Action>
              ))}
          </Spotlight.ActionsGroup>
        ))}
        {found.length === 0 && <Spotlight.Empty>Nothing has this name.</Spotlight.Empty>}
      </Spotlight.ActionsList>
    </Spotlight.Root>
  )
}

const toId = ({ id }: PaletteEntry) => `palette-${id.replace(/[^\w-]+/g, '-')}`
