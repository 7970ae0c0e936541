import { Menu } from '@mantine/core'
import { IconLogout, IconUser } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { PopupAnchor } from '#app/ui/popup-anchor.tsx'
import classes from './account-menu.module.css'

const icon = { size: 16, stroke: 1.75 } as const

type AccountMenuItemsProps = { identity: ReactNode; onClose: () => void; onSignOut: () => void }

/** Anchored to the place it is rendered in. */
export function AccountMenuItems({ identity, onClose, onSignOut }: AccountMenuItemsProps) {
  return (
    <Menu opened onClose={onClose} position="bottom-end" width={240} returnFocus={false}>
      <Menu.Target>
        <PopupAnchor className={classes.anchor} />
      </Menu.Target>
      <Menu.Dropdown aria-label="Account">
        {identity}
        <Menu.Divider />
        <Menu.Item component={Link} to="/account" leftSection={<IconUser {...icon} />}>
          Your account
        </Menu.Item>
        <Menu.Item leftSection={<IconLogout {...icon} />} onClick={onSignOut}>
          Sign out…
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}
