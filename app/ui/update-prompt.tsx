import { Button, Group, Paper, Text } from '@mantine/core'
import { useSyncExternalStore } from 'react'
import classes from './update-prompt.module.css'

type UpdateState = { kind: 'none' } | { kind: 'ready' } | { kind: 'reloading-when-saved' }

type UpdatePromptProps = {
  store: {
    subscribe: (listener: () => void) => () => void
    getSnapshot: () => UpdateState
    applyUpdate: () => void
  }
}

const noUpdate: UpdateState = { kind: 'none' }

/** A quiet bar at the foot of the page; it never covers work with a dialog and never reloads by itself. */
export function UpdatePrompt({ store }: UpdatePromptProps) {
  const state = useSyncExternalStore(store.subscribe, store.getSnapshot, () => noUpdate)
  if (state.kind === 'none') return null
  return (
    <Paper className={classes.bar} shadow="md" withBorder role="status">
      <Group gap="md" wrap="nowrap">
        <Text size="sm">
          {state.kind === 'ready'
            ? 'A new version of AppFrames is ready.'
            : 'AppFrames was updated. This tab reloads as soon as your last edit is saved.'}
        </Text>
        {state.kind === 'ready' && (
          <Button size="compact-sm" onClick={store.applyUpdate}>
            Update now
          </Button>
        )}
      </Group>
    </Paper>
  )
}
