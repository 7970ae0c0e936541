import { Button, Menu } from '@mantine/core'
import { IconLogout, IconUser } from '@tabler/icons-react'
import { useRef, useState } from 'react'
import { Link } from 'react-router'
import type { Account, AccountDevice } from '#app/ui/account.ts'
import { useHydrated } from '#app/ui/use-hydrated.ts'
import classes from './account-menu.module.css'
import { SignOutDialog } from './sign-out-dialog.tsx'

export type AccountMenuProps = {
  /** Absent: signed out. */
  account?: Account | undefined
  /** Absent until this device's projects are open. */
  device?: AccountDevice | undefined
}

export function AccountMenu({ account, device }: AccountMenuProps) {
  const hydrated = useHydrated()
  const avatarRef = useRef<HTMLButtonElement>(null)
  const [pendingCount, setPendingCount] = useState<number>()

  if (account === undefined) {
    return (
      <Button component={Link} to="/sign-in" variant="default" className={classes.signIn}>
        Sign in
      </Button>
    )
  }
  if (!hydrated) return <PlainAccountMenu account={account} />

  return (
    <>
      <Menu position="bottom-end" width={240}>
        <Menu.Target>
          <button
            ref={avatarRef}
            type="button"
            className={classes.avatar}
            aria-label={`Account of ${account.name}`}
          >
            <Initial name={account.name} />
          </button>
        </Menu.Target>
        <Menu.Dropdown>
          <Identity account={account} />
          <Menu.Divider />
          <Menu.Item component={Link} to="/account" leftSection={<IconUser size={16} stroke={1.75} />}>
            Your account
          </Menu.Item>
          <Menu.Item
            leftSection={<IconLogout size={16} stroke={1.75} />}
            onClick={() => setPendingCount(device?.countUnsynced() ?? 0)}
          >
            Sign out…
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <SignOutDialog
        opened={pendingCount !== undefined}
        onClose={() => setPendingCount(undefined)}
        pendingCount={pendingCount ?? 0}
        device={device}
        onClosed={() => avatarRef.current?.focus()}
      />
    </>
  )
}

/** Before and without JavaScript: the same look, a plain form. */
function PlainAccountMenu({ account }: { account: Account }) {
  return (
    <details className={classes.plain}>
      <summary className={classes.avatar} aria-label={`Account of ${account.name}`}>
        <Initial name={account.name} />
      </summary>
      <div className={classes.plainPanel}>
        <Identity account={account} />
        <Button component={Link} to="/account" variant="subtle" fullWidth>
          Your account
        </Button>
        <form method="post" action="/sign-out">
          <Button type="submit" variant="default" fullWidth>
            Sign out
          </Button>
        </form>
      </div>
    </details>
  )
}

function Initial({ name }: { name: string }) {
  return (
    <span className={classes.initial} aria-hidden="true">
      {name.trim().charAt(0).toUpperCase() || '?'}
    </span>
  )
}

function Identity({ account }: { account: Account }) {
  return (
    <div className={classes.identity}>
      <span className={classes.name} translate="no">
        {account.name}
      </span>
      <span className={classes.email}>{account.email}</span>
    </div>
  )
}
