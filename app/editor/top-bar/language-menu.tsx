import { Menu } from '@mantine/core'
import { IconCheck, IconChevronDown, IconLanguage, IconPlus, IconTrash } from '@tabler/icons-react'
import { useState } from 'react'
import type { Locale } from '#app/document/model/ids.ts'
import { nameLocale } from '#app/document/model/name-locale.ts'
import { listOrdered } from '#app/document/model/ordered.ts'
import { addLocale, takeLocaleAway } from '../actions/locale-actions.ts'
import { useEditor, useProject, useUi } from '../state/use-editor.ts'
import { offeredLocales } from './offered-locales.ts'
import classes from './top-bar.module.css'

/** The language shown on the stage. Missing texts show the first language's. */
export function LanguageMenu() {
  const editor = useEditor()
  const locale = useUi((ui) => ui.locale)
  const locales = useProject((project) => project.locales)
  const [adding, setAdding] = useState(false)
  const present = listOrdered(locales).map(({ id }) => id as Locale)
  const addable = offeredLocales
    .filter((id) => !present.includes(id as Locale))
    .map((id) => ({ id: id as Locale, name: nameLocale(id) }))
    .sort((a, b) => a.name.localeCompare(b.name))

  return (
    <Menu position="bottom" width={240} onClose={() => setAdding(false)} closeOnItemClick={false}>
      <Menu.Target>
        <button
          type="button"
          className={classes.menuButton}
          aria-label={`Language: ${locale}, ${nameLocale(locale)}`}
        >
          <IconLanguage size={16} stroke={1.5} aria-hidden />
          <span className={classes.menuText}>{locale}</span>
          <IconChevronDown size={14} aria-hidden />
        </button>
      </Menu.Target>
      <Menu.Dropdown mah={420} style={{ overflowY: 'auto' }}>
        {adding
          ? addable.map(({ id, name }) => (
              <Menu.Item key={id} closeMenuOnClick onClick={() => addLocale(editor, id)}>
                {name}
              </Menu.Item>
            ))
          : present.map((id) => (
              <Menu.Item
                key={id}
                closeMenuOnClick
                rightSection={id === locale ? <IconCheck size={15} aria-hidden /> : null}
                onClick={() => editor.selectLocale(id)}
              >
                {nameLocale(id)}
              </Menu.Item>
            ))}
        {!adding && !editor.readOnly && (
          <>
            <Menu.Divider />
            <Menu.Item leftSection={<IconPlus size={15} aria-hidden />} onClick={() => setAdding(true)}>
              Add a language
            </Menu.Item>
            {present.length > 1 && present.includes(locale) && (
              <Menu.Item
                closeMenuOnClick
                leftSection={<IconTrash size={15} aria-hidden />}
                onClick={() => takeLocaleAway(editor, locale)}
              >
                Remove {nameLocale(locale)}
              </Menu.Item>
            )}
          </>
        )}
      </Menu.Dropdown>
    </Menu>
  )
}
