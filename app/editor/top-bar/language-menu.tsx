import { IconLanguage } from '@tabler/icons-react'
import { nameLocale } from '#app/document/model/name-locale.ts'
import { definePart } from '#app/ui/lazy-part.tsx'
import { useUi } from '../state/use-editor.ts'
import { MenuButton } from './menu-button.tsx'
import classes from './top-bar.module.css'

const menu = definePart(async () => (await import('./language-menu-items.tsx')).LanguageMenuItems)

/** The language shown on the stage. Missing texts show the source language's, which is the first. */
export function LanguageMenu({ captionsHref }: { captionsHref?: string | undefined }) {
  const locale = useUi((ui) => ui.locale)
  return (
    <MenuButton
      label={`Language: ${locale}, ${nameLocale(locale)}`}
      kind="menu"
      overlay={menu}
      overlayProps={{ captionsHref }}
    >
      <IconLanguage size={16} stroke={1.5} aria-hidden />
      <span className={classes.menuText}>{locale}</span>
    </MenuButton>
  )
}
