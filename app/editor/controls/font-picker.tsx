import { Popover } from '@mantine/core'
import { IconUpload } from '@tabler/icons-react'
import { type KeyboardEvent, useEffect, useId, useMemo, useRef, useState } from 'react'
import { acceptedFonts } from '#app/media-library/accepted-files.ts'
import { EMOJI_FAMILY, fontFamilies, planFont } from '#app/render/fonts.ts'
import { addFonts } from '../actions/font-actions.ts'
import { useEditor } from '../state/use-editor.ts'
import controls from './controls.module.css'
import classes from './font-picker.module.css'
import { useOwnFonts } from './use-own-fonts.ts'

type FontPickerProps = {
  value: string
  onChoose: (family: string) => void
  onClose: () => void
}

/** What a family for one script draws, in that script. */
const samples: Readonly<Record<string, string>> = {
  'Noto Sans Arabic': 'العربية',
  'Noto Sans Hebrew': 'עברית',
  'Noto Sans Devanagari': 'हिन्दी',
  'Noto Sans Thai': 'ไทย',
  'Noto Sans JP': '日本語',
  'Noto Sans KR': '한국어',
  'Noto Sans SC': '简体中文',
  'Noto Sans TC': '繁體中文',
}

type Entry = { family: string; label: string; script?: string | undefined; kind: string }

const bundled: readonly Entry[] = fontFamilies
  .filter(({ name }) => name !== EMOJI_FAMILY)
  .map(({ name, script, kind }) => ({
    family: name,
    label: name.replace(/^Noto Sans /, 'Noto '),
    script,
    kind,
  }))

/** The user's own fonts first. */
function useEntries(): readonly Entry[] {
  const own = useOwnFonts()
  return useMemo(
    () => [...own.map((font): Entry => ({ ...font, kind: 'own', script: 'Your font' })), ...bundled],
    [own],
  )
}

/** Every family shown in itself; found by typing, chosen by pointer, or by arrow keys and Enter. */
export function FontPicker({ value, onChoose, onClose }: FontPickerProps) {
  const id = useId()
  const [query, setQuery] = useState('')
  const entries = useEntries()
  const found = useMemo(() => entries.filter((entry) => matches(entry, query)), [entries, query])
  const [active, setActive] = useState(value)
  const index = Math.max(
    found.findIndex(({ family }) => family === active),
    0,
  )
  const choose = (name: string | undefined) => {
    if (name !== undefined) onChoose(name)
    onClose()
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1, PageDown: 6, PageUp: -6 }[event.key]
    if (step !== undefined) {
      const next = found[Math.min(Math.max(index + step, 0), found.length - 1)]
      if (next !== undefined) setActive(next.family)
    } else if (event.key === 'Enter') choose(found[index]?.family)
    else return
    event.preventDefault()
  }
  return (
    <Popover
      opened
      onChange={(isOpen) => isOpen || onClose()}
      position="left-start"
      withinPortal
      returnFocus={false}
    >
      <Popover.Target>
        <span className={classes.anchor} />
      </Popover.Target>
      <Popover.Dropdown className={classes.dropdown} data-own-keys>
        <input
          className={classes.search}
          type="search"
          role="combobox"
          aria-label="Find a font"
          aria-expanded
          aria-controls={`${id}-list`}
          aria-activedescendant={found[index] && `${id}-${index}`}
          placeholder="Find a font or a script"
          // biome-ignore lint/a11y/noAutofocus: the list was opened to choose from it
          autoFocus
          value={query}
          onChange={(event) => setQuery(event.currentTarget.value)}
          onKeyDown={onKeyDown}
        />
        <div role="listbox" id={`${id}-list`} aria-label="Fonts" className={classes.list}>
          {found.map((entry, at) => (
            <FontOption
              key={entry.family}
              id={`${id}-${at}`}
              entry={entry}
              isChosen={entry.family === value}
              isActive={at === index}
              onChoose={() => choose(entry.family)}
            />
          ))}
        </div>
        {found.length === 0 && <p className={classes.none}>No font is called “{query}”.</p>}
        <AddFonts onAdded={onClose} />
      </Popover.Dropdown>
    </Popover>
  )
}

/** Font files of the user's own, by the system's dialog; the selected text is set in the first. */
function AddFonts({ onAdded }: { onAdded: () => void }) {
  const editor = useEditor()
  const inputRef = useRef<HTMLInputElement>(null)
  return (
    <>
      <button type="button" className={controls.button} onClick={() => inputRef.current?.click()}>
        <IconUpload size={16} stroke={1.5} aria-hidden /> Add a font (TTF, OTF, WOFF2)
      </button>
      <input
        ref={inputRef}
        type="file"
        hidden
        multiple
        accept={acceptedFonts}
        aria-label="Choose font files"
        onChange={(event) => {
          const files = [...(event.currentTarget.files ?? [])]
          event.currentTarget.value = ''
          if (files.length === 0) return
          void addFonts(editor, files)
          onAdded()
        }}
      />
    </>
  )
}

function matches({ family, label, script = '', kind }: Entry, query: string): boolean {
  return `${label} ${kind === 'own' ? '' : family} ${script} ${kind}`
    .toLowerCase()
    .includes(query.trim().toLowerCase())
}

type FontOptionProps = {
  id: string
  entry: Entry
  isChosen: boolean
  isActive: boolean
  onChoose: () => void
}

function FontOption({ id, entry, isChosen, isActive, onChoose }: FontOptionProps) {
  const { fonts } = useEditor()
  const ref = useRef<HTMLDivElement>(null)
  const { family, label, script, kind } = entry
  const sample = samples[family]
  // Fetched when it comes into sight: a look at the list must not fetch all of them.
  useEffect(() => {
    const option = ref.current
    if (option === null) return
    const watcher = new IntersectionObserver(([entry]) => {
      if (entry?.isIntersecting === true) fonts.need([{ family, text: sample ?? label }])
    })
    watcher.observe(option)
    return () => watcher.disconnect()
  }, [fonts, family, label, sample])
  useEffect(() => {
    if (isActive) ref.current?.scrollIntoView({ block: 'nearest' })
  }, [isActive])
  const [, families = ''] = planFont({ family, weight: 400 }, 1).split('px ')
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are those of the search field
    // biome-ignore lint/a11y/useFocusableInteractive: the focus stays in the search field
    <div
      ref={ref}
      id={id}
      role="option"
      aria-selected={isChosen}
      className={classes.option}
      data-active={isActive || undefined}
      onClick={onChoose}
    >
      <span style={{ fontFamily: families }} translate={kind === 'own' ? 'no' : undefined}>
        {label}
      </span>
      {script !== undefined && (
        <small>
          <span aria-hidden style={{ fontFamily: families }}>
            {sample}
          </span>{' '}
          {script}
        </small>
      )}
    </div>
  )
}
