import { Button, Modal } from '@mantine/core'
import { type FormEvent, useRef, useState } from 'react'
import classes from './sign-out-dialog.module.css'
import { countChanges } from './sync-words.ts'

export type SignOutDialogProps = {
  opened: boolean
  onClose: () => void
  /** The menu item that opened this is gone by now: the caller says where the focus goes. */
  onClosed: () => void
  /** Changes that are on this device and not in the account yet. */
  pendingCount: number
  /** Removes this account's projects from this device; called and awaited before the form is sent. */
  onRemoveFromDevice?: (() => Promise<void>) | undefined
}

/** Posts to /sign-out as a document form. What is on this device stays unless the user says otherwise. */
export function SignOutDialog({
  opened,
  onClose,
  onClosed,
  pendingCount,
  onRemoveFromDevice,
}: SignOutDialogProps) {
  const formRef = useRef<HTMLFormElement>(null)
  const [keep, setKeep] = useState(true)
  const [state, setState] = useState<'idle' | 'busy' | 'failed'>('idle')
  const losing = !keep && pendingCount > 0

  async function removeThenSubmit(remove: () => Promise<void>) {
    setState('busy')
    try {
      await remove()
      formRef.current?.submit()
    } catch (error) {
      console.warn('could not remove the account’s projects from this device', error)
      setState('failed')
    }
  }

  function handleSubmit(event: FormEvent) {
    if (keep || onRemoveFromDevice === undefined) return
    event.preventDefault()
    void removeThenSubmit(onRemoveFromDevice)
  }

  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title="Sign out?"
      size={440}
      returnFocus={false}
      onExitTransitionEnd={onClosed}
    >
      <form ref={formRef} method="post" action="/sign-out" className={classes.form} onSubmit={handleSubmit}>
        {pendingCount > 0 && (
          <p className={classes.warning} role="alert">
            {countChanges(pendingCount)} {pendingCount === 1 ? 'has' : 'have'} not reached your account yet.
            {keep
              ? ' They stay on this device and sync when you sign in here again.'
              : ' Removing them from this device loses them for good: sync or export them first.'}
          </p>
        )}
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
        {state === 'failed' && (
          <p className={classes.warning} role="alert">
            The projects could not be removed, so you are still signed in and nothing has changed. Close other
            AppFrames tabs and try again.
          </p>
        )}
        <div className={classes.actions}>
          <Button variant="default" onClick={onClose} disabled={state === 'busy'}>
            Cancel
          </Button>
          <Button type="submit" color={losing ? 'red' : 'blue'} loading={state === 'busy'} data-autofocus>
            {losing ? `Sign out and lose ${countChanges(pendingCount)}` : 'Sign out'}
          </Button>
        </div>
      </form>
    </Modal>
  )
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
