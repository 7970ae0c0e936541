import { Button } from '@mantine/core'
import { useRef, useState } from 'react'
import { Link } from 'react-router'
import type { Account, AccountDevice, UnsyncedCount } from '#app/ui/account.ts'
import { definePart, LazyPart } from '#app/ui/lazy-part.tsx'
import { useHydrated } from '#app/ui/use-hydrated.ts'
import { useOverlayButton } from '#app/ui/use-overlay-button.ts'
import classes from './account-menu.module.css'

export type AccountMenuProps = {
  /** Absent: signed out. */
  account?: Account | undefined
  /** Absent until this device's projects are open. */
  device?: AccountDevice | undefined
}

const menuItems = definePart(async () => (await import('./account-menu-items.tsx')).AccountMenuItems)
const signOutDialog = definePart(async () => (await import('./sign-out-dialog.tsx')).SignOutDialog)

const NOTHING: UnsyncedCount = { changes: 0, mediaFiles: 0 }

/** Signing out stays possible where the storage cannot be read. */
async function countUnsynced(device: AccountDevice): Promise<UnsyncedCount> {
  try {
    return await device.countUnsynced()
  } catch (error) {
    console.warn('What has not reached the account could not be counted.', error)
    return NOTHING
  }
}

export function AccountMenu({ account, device }: AccountMenuProps) {
  const hydrated = useHydrated()
  const { buttonProps, buttonRef, isOpen, close } = useOverlayButton(menuItems)
  const [isSigningOut, setIsSigningOut] = useState(false)
  const [unsynced, setUnsynced] = useState<UnsyncedCount>(NOTHING)
  // Kept once it was open: it ends with a transition.
  const hasOpenedDialog = useRef(false)

  async function openDialog() {
    setUnsynced(device === undefined ? NOTHING : await countUnsynced(device))
    hasOpenedDialog.current = true
    setIsSigningOut(true)
  }

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
      <div className={classes.place}>
        <button
          {...buttonProps}
          className={classes.avatar}
          aria-label={`Account of ${account.name}`}
          aria-haspopup="menu"
        >
          <Initial name={account.name} />
        </button>
        {isOpen && (
          <LazyPart
            part={menuItems}
            props={{
              identity: <Identity account={account} />,
              onClose: close,
              onSignOut: () => void openDialog(),
            }}
          />
        )}
      </div>
      {hasOpenedDialog.current && (
        <LazyPart
          part={signOutDialog}
          props={{
            opened: isSigningOut,
            onClose: () => setIsSigningOut(false),
            unsynced,
            device,
            onClosed: () => buttonRef.current?.focus(),
          }}
        />
      )}
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
