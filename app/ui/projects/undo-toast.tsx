import { Button } from '@mantine/core'
import classes from './undo-toast.module.css'

export function UndoToast({ name, onUndo }: { name: string; onUndo: () => void }) {
  return (
    <div className={classes.toast}>
      <span className={classes.text}>
        Deleted “<span className={classes.name}>{name}</span>”
      </span>
      <Button size="xs" variant="light" onClick={onUndo} aria-keyshortcuts="Control+Z Meta+Z">
        Undo
      </Button>
    </div>
  )
}
