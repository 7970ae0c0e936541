import { Menu } from '@mantine/core'
import { PopupAnchor } from '#app/ui/popup-anchor.tsx'
import { LanguageItems } from './language-items.tsx'
import classes from './top-bar.module.css'

type LanguageMenuItemsProps = { captionsHref: string | undefined; onClose: () => void }

/** Anchored to the place it is rendered in. */
export function LanguageMenuItems({ captionsHref, onClose }: LanguageMenuItemsProps) {
  return (
    <Menu opened onClose={onClose} position="bottom" width={280} closeOnItemClick={false} returnFocus={false}>
      <Menu.Target>
        <PopupAnchor className={classes.anchor} />
      </Menu.Target>
      <Menu.Dropdown aria-label="Languages" mah={420} style={{ overflowY: 'auto' }}>
        <LanguageItems captionsHref={captionsHref} />
      </Menu.Dropdown>
    </Menu>
  )
}
