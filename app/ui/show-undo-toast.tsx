import { Button } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import type { ReactNode } from 'react'
import classes from './show-undo-toast.module.css'

const UNDO_MS = 8000

export type UndoToastOptions = {
  /** One toast per id: the next one replaces it. */
  id: string
  text: ReactNode
  onUndo: () => void
  onClose?: () => void
}

/** Shows what was done, with an undo button for eight seconds. */
export function showUndoToast({ id, text, onUndo, onClose }: UndoToastOptions): void {
  const undo = () => {
    notifications.hide(id)
    onUndo()
  }
  notifications.hide(id)
  notifications.show({
    id,
    autoClose: UNDO_MS,
    withCloseButton: true,
    closeButtonProps: { 'aria-label': 'Dismiss' },
    message: <UndoToast text={text} onUndo={undo} />,
    ...(onClose === undefined ? {} : { onClose }),
  })
}

function UndoToast({ text, onUndo }: { text: ReactNode; onUndo: () => void }) {
  return (
    <div className={classes.toast}>
      <span className={classes.text}>{text}</span>
      <Button size="xs" variant="light" onClick={onUndo} aria-keyshortcuts="Control+Z Meta+Z">
        Undo
      </Button>
    </div>
  )
}
