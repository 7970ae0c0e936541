import { Button } from '@mantine/core'
import { useSyncExternalStore } from 'react'
import classes from './update-prompt.module.css'

type UpdateState =
  | { kind: 'none' }
  | { kind: 'ready' }
  | { kind: 'replaced' }
  | { kind: 'reloading-when-saved' }

type UpdatePromptProps = {
  store: {
    subscribe: (listener: () => void) => () => void
    getSnapshot: () => UpdateState
    applyUpdate: () => void
    putOff: () => void
  }
}

const sentences = {
  ready: 'A new version of AppFrames is ready.',
  replaced: 'AppFrames was updated in another tab. Reload this one when it suits you.',
  'reloading-when-saved': 'AppFrames was updated. This tab reloads as soon as your last edit is saved.',
} as const
const noUpdate: UpdateState = { kind: 'none' }

/** A bar at the foot of the page; it never covers the page with a dialog and never reloads by itself. */
export function UpdatePrompt({ store }: UpdatePromptProps) {
  const state = useSyncExternalStore(store.subscribe, store.getSnapshot, () => noUpdate)
  if (state.kind === 'none') return null
  return (
    <div className={classes.bar} role="status">
      <span>{sentences[state.kind]}</span>
      {state.kind !== 'reloading-when-saved' && (
        <>
          <Button size="compact-sm" onClick={store.applyUpdate}>
            {state.kind === 'ready' ? 'Update now' : 'Reload'}
          </Button>
          <Button size="compact-sm" variant="subtle" color="gray" onClick={store.putOff}>
            Later
          </Button>
        </>
      )}
    </div>
  )
}
