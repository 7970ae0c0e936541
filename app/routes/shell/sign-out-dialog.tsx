import { Button, Modal } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import type { AccountDevice, UnsyncedCount } from '#app/ui/account.ts'
import { describeUnsynced } from './describe-unsynced.ts'
import classes from './sign-out-dialog.module.css'

export type SignOutDialogProps = {
  opened: boolean
  onClose: () => void
  /** The menu item that opened this is gone by now: the caller says where the focus goes. */
  onClosed: () => void
  unsynced: UnsyncedCount
  /** Absent: this device's projects are not open yet; the form is then sent as it is. */
  device: AccountDevice | undefined
}

type State = 'idle' | 'busy' | 'unreachable' | 'not-removed'

/**
 * Projects on this device stay unless the user chooses otherwise. Without a network nothing is removed and the session
 * stays.
 */
export function SignOutDialog(props: SignOutDialogProps) {
  const { opened, onClose, onClosed, unsynced, device } = props
  const [keep, setKeep] = useState(true)
  const [state, setState] = useState<State>('idle')
  const hasUnsynced = countAll(unsynced) > 0
  const losing = !keep && hasUnsynced

  async function leave({ signOut, removeFromDevice }: AccountDevice) {
    setState('busy')
    // A second try after the projects could not be removed.
    if (state !== 'not-removed' && (await signOut()).kind === 'unreachable') return setState('unreachable')
    try {
      if (!keep) await removeFromDevice()
      location.replace('/')
    } catch (error) {
      console.warn('could not remove the account’s projects from this device', error)
      setState('not-removed')
    }
  }

  /** The result and the choice are reset when the dialog opens again. */
  function handleClosed() {
    setState('idle')
    setKeep(true)
    onClosed()
  }

  function handleSubmit(event: FormEvent) {
    if (device === undefined) return
    event.preventDefault()
    void leave(device)
  }

  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title="Sign out?"
      size={440}
      returnFocus={false}
      onExitTransitionEnd={handleClosed}
    >
      <form method="post" action="/sign-out" className={classes.form} onSubmit={handleSubmit}>
        {hasUnsynced && <UnsyncedWarning unsynced={unsynced} keep={keep} device={device} />}
        <fieldset className={classes.choices}>
          <legend className="ui-visually-hidden">Projects on this device</legend>
          <Choice
            value="keep"
            checked={keep}
            onChoose={() => setKeep(true)}
            label="Keep on this device"
            hint="They open again as soon as you sign in. Nobody else who signs in here sees them in AppFrames."
          />
          <Choice
            value="remove"
            checked={!keep}
            onChoose={() => setKeep(false)}
            label="Also remove from this device"
            hint="For a computer that is not yours. What has been synced stays in your account."
          />
        </fieldset>
        <Problem state={state} />
        <div className={classes.actions}>
          <Button variant="default" onClick={onClose} disabled={state === 'busy'}>
            Cancel
          </Button>
          <Button type="submit" color={losing ? 'red' : 'blue'} loading={state === 'busy'} data-autofocus>
            {losing ? `Sign out and lose ${describeUnsynced(unsynced)}` : 'Sign out'}
          </Button>
        </div>
      </form>
    </Modal>
  )
}

const countAll = ({ changes, mediaFiles }: UnsyncedCount) => changes + mediaFiles

function UnsyncedWarning(props: Pick<SignOutDialogProps, 'unsynced' | 'device'> & { keep: boolean }) {
  const { unsynced, keep, device } = props
  const [state, setState] = useState<'idle' | 'busy' | 'saved' | 'failed'>('idle')

  async function save({ exportUnsynced }: AccountDevice) {
    setState('busy')
    try {
      await exportUnsynced()
      setState('saved')
    } catch (error) {
      console.warn('could not save the unsynced projects as files', error)
      setState('failed')
    }
  }

  return (
    <div className={classes.warning}>
      <p role="alert">
        {describeUnsynced(unsynced)} {countAll(unsynced) === 1 ? 'has' : 'have'} not reached your account yet.
        {keep
          ? ' They stay on this device and sync when you sign in here again.'
          : ' Removing them from this device loses them for good: sync them or save them as a file first.'}
      </p>
      {device && (
        <Button
          variant="default"
          size="xs"
          loading={state === 'busy'}
          onClick={() => void save(device)}
          className={classes.save}
        >
          Save them as a file
        </Button>
      )}
      <span role="status">
        {state === 'saved' && 'Saved as one .appframes file in your downloads.'}
        {state === 'failed' && 'They could not be saved as a file. Nothing was removed.'}
      </span>
    </div>
  )
}

function Problem({ state }: { state: State }) {
  if (state === 'unreachable') {
    return (
      <p className={classes.warning} role="alert">
        You are offline, or the server cannot be reached. You are still signed in and nothing was removed;
        sign out when you are back online.
      </p>
    )
  }
  if (state === 'not-removed') {
    return (
      <p className={classes.warning} role="alert">
        You are signed out, but the projects could not be removed from this device. Close other AppFrames tabs
        and try again.
      </p>
    )
  }
  return null
}

type ChoiceProps = { value: string; checked: boolean; onChoose: () => void; label: string; hint: string }

function Choice({ value, checked, onChoose, label, hint }: ChoiceProps) {
  return (
    <label className={classes.choice}>
      <input type="radio" name="onThisDevice" value={value} checked={checked} onChange={onChoose} />
      <span>
        <span className={classes.choiceLabel}>{label}</span>
        <span className={classes.choiceHint}>{hint}</span>
      </span>
    </label>
  )
}
