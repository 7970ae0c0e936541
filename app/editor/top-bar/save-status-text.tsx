import { IconCheck, IconCloudOff, IconLoader2 } from '@tabler/icons-react'
import { useObservable } from '#app/observable/use-observable.ts'
import { useEditor } from '../state/use-editor.ts'
import classes from './top-bar.module.css'

/** Shown where the app gives no status of its own. “Saved” is shown only after the write to disk. */
export function SaveStatusText() {
  const { session } = useEditor()
  const status = useObservable(session.saveStatus)
  if (status.kind === 'failed') {
    return (
      <span className={classes.status} data-kind="failed" role="status">
        <IconCloudOff size={15} stroke={1.75} aria-hidden />{' '}
        <span className={classes.statusText}>Not saved</span>
      </span>
    )
  }
  const saving = status.kind === 'saving'
  return (
    <span className={classes.status} role="status">
      {saving ? (
        <IconLoader2 size={15} stroke={1.75} aria-hidden />
      ) : (
        <IconCheck size={15} stroke={1.75} aria-hidden />
      )}
      <span className={classes.statusText}>{saving ? 'Saving…' : 'Saved on this device'}</span>
    </span>
  )
}
