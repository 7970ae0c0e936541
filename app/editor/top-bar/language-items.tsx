import { Menu } from '@mantine/core'
import {
  IconArrowDown,
  IconArrowUp,
  IconCheck,
  IconFlag,
  IconPlus,
  IconTable,
  IconTrash,
} from '@tabler/icons-react'
import { useState } from 'react'
import { Link } from 'react-router'
import type { Locale } from '#app/document/model/ids.ts'
import { nameLocale } from '#app/document/model/name-locale.ts'
import { listOrdered } from '#app/document/model/ordered.ts'
import { listOfferedLocales } from '#app/export/store-locales.ts'
import { insertLocale, placeLocale, takeLocaleAway } from '../actions/locale-actions.ts'
import { useEditor, useProject, useUi } from '../state/use-editor.ts'
import classes from './top-bar.module.css'

const storeNotes = { 'app-store': 'only App Store', 'google-play': 'only Google Play' } as const

/** The entries of the language menu, with the stores' lists. */
export function LanguageItems({ captionsHref }: { captionsHref: string | undefined }) {
  const editor = useEditor()
  const locale = useUi((ui) => ui.locale)
  const locales = useProject((project) => project.locales)
  const [adding, setAdding] = useState(false)
  const present = listOrdered(locales).map(({ id }) => id as Locale)
  if (adding) return <AddableLocales present={present} />
  return (
    <>
      {present.map((id, index) => (
        <Menu.Item
          key={id}
          closeMenuOnClick
          rightSection={id === locale ? <IconCheck size={15} aria-hidden /> : null}
          onClick={() => editor.selectLocale(id)}
        >
          {nameLocale(id)}
          {index === 0 && present.length > 1 && <span className={classes.itemNote}>source</span>}
        </Menu.Item>
      ))}
      {captionsHref !== undefined && (
        <>
          <Menu.Divider />
          <Menu.Item component={Link} to={captionsHref} leftSection={<IconTable size={15} aria-hidden />}>
            All captions in a table
          </Menu.Item>
        </>
      )}
      {!editor.readOnly && (
        <>
          <Menu.Divider />
          <Menu.Item leftSection={<IconPlus size={15} aria-hidden />} onClick={() => setAdding(true)}>
            Add a language
          </Menu.Item>
          {present.includes(locale) && <LocaleItems locale={locale} present={present} />}
        </>
      )}
    </>
  )
}

function AddableLocales({ present }: { present: readonly Locale[] }) {
  const editor = useEditor()
  const [sought, setSought] = useState('')
  const addable = listOfferedLocales()
    .filter(({ locale }) => !present.includes(locale))
    .map((offered) => ({ ...offered, name: nameLocale(offered.locale) }))
    .filter(({ name, locale }) => `${name} ${locale}`.toLowerCase().includes(sought.trim().toLowerCase()))
    .sort((a, b) => a.name.localeCompare(b.name))
  return (
    <>
      <input
        className={classes.seekLocale}
        type="search"
        aria-label="Find a language"
        placeholder="Find a language"
        value={sought}
        onChange={(event) => setSought(event.currentTarget.value)}
      />
      {addable.map(({ locale, name, stores }) => (
        <Menu.Item key={locale} closeMenuOnClick onClick={() => insertLocale(editor, locale)}>
          {name}
          {stores.length === 1 && stores[0] !== undefined && (
            <span className={classes.itemNote}>{storeNotes[stores[0]]}</span>
          )}
        </Menu.Item>
      ))}
      {addable.length === 0 && <p className={classes.none}>No store has a language of this name.</p>}
    </>
  )
}

/** For the language shown. */
function LocaleItems({ locale, present }: { locale: Locale; present: readonly Locale[] }) {
  const editor = useEditor()
  const at = present.indexOf(locale)
  const name = nameLocale(locale)
  if (present.length === 1) return null
  return (
    <>
      {at > 0 && (
        <Menu.Item
          leftSection={<IconFlag size={15} aria-hidden />}
          onClick={() => placeLocale(editor, locale, 0)}
        >
          Make {name} the source
        </Menu.Item>
      )}
      {at > 1 && (
        <Menu.Item
          leftSection={<IconArrowUp size={15} aria-hidden />}
          onClick={() => placeLocale(editor, locale, at - 1)}
        >
          Move {name} up
        </Menu.Item>
      )}
      {at < present.length - 1 && (
        <Menu.Item
          leftSection={<IconArrowDown size={15} aria-hidden />}
          onClick={() => placeLocale(editor, locale, at + 1)}
        >
          Move {name} down
        </Menu.Item>
      )}
      <Menu.Item
        closeMenuOnClick
        leftSection={<IconTrash size={15} aria-hidden />}
        onClick={() => takeLocaleAway(editor, locale)}
      >
        Remove {name}
      </Menu.Item>
    </>
  )
}
