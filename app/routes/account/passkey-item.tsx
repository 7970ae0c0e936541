import { Button } from '@mantine/core'
import { IconFingerprint } from '@tabler/icons-react'
import { useState } from 'react'
import { useRevalidator } from 'react-router'
import { TimeAgo } from '#app/ui/time-ago.tsx'
import { AccountForm, FormResponse } from './account-form.tsx'
import classes from './account-page.module.css'
import type { AccountPanelProps } from './account-panel.ts'

export type AddPasskeyResult = { kind: 'done' } | { kind: 'cancelled' } | { kind: 'failed'; message: string }

export type PasskeyItemProps = AccountPanelProps & {
  /** Absent: this browser does not support passkeys, or it is not known yet. */
  onAddPasskey?: (() => Promise<AddPasskeyResult>) | undefined
}

/** Passkeys of this account. Making one needs the browser itself, and so JavaScript. */
export function PasskeyItem({ data, response, onAddPasskey }: PasskeyItemProps) {
  const { passkeys, isRecent, signInMethodRefusal } = data
  return (
    <li className={classes.item}>
      <IconFingerprint size={20} stroke={1.75} className={classes.itemIcon} />
      <div className={classes.itemText}>
        <span className={classes.itemName}>Passkeys</span>
        <span className={classes.itemHint}>
          Sign in with your fingerprint, your face or your screen lock. {describeCount(passkeys.length)}
        </span>
      </div>
      {isRecent && signInMethodRefusal === undefined && onAddPasskey && <AddPasskey onAdd={onAddPasskey} />}
      {passkeys.map(({ id, name, createdAt }) => (
        <div key={id} className={`${classes.nested} ${classes.wide}`}>
          <div className={classes.itemText}>
            <span className={classes.itemName}>{name ?? 'Passkey'}</span>
            <span className={classes.itemHint}>
              Added <TimeAgo atMs={Date.parse(createdAt)} />
            </span>
          </div>
          <AccountForm
            intent="remove-passkey"
            hidden={{ id }}
            response={undefined}
            submit={{ label: 'Remove', ariaLabel: `Remove ${name ?? 'this passkey'}` }}
          />
        </div>
      ))}
      <FormResponse response={response?.intent === 'remove-passkey' ? response : undefined} />
    </li>
  )
}

function describeCount(count: number): string {
  if (count === 0) return 'You have none yet.'
  return count === 1 ? 'You have one.' : `You have ${count}.`
}

function AddPasskey({ onAdd }: { onAdd: () => Promise<AddPasskeyResult> }) {
  const { revalidate } = useRevalidator()
  const [state, setState] = useState<
    { kind: 'idle' } | { kind: 'busy' } | { kind: 'failed'; message: string }
  >({
    kind: 'idle',
  })

  async function add() {
    setState({ kind: 'busy' })
    const result = await onAdd()
    if (result.kind === 'failed') return setState(result)
    setState({ kind: 'idle' })
    if (result.kind === 'done') await revalidate()
  }

  return (
    <>
      <Button variant="default" loading={state.kind === 'busy'} onClick={() => void add()}>
        Add a passkey
      </Button>
      {state.kind === 'failed' && (
        <p className={`${classes.response} ${classes.wide}`} data-kind="refused" role="alert">
          {state.message}
        </p>
      )}
    </>
  )
}
