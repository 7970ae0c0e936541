import { notifications } from '@mantine/notifications'

/** A sentence about the clipboard; a newer one takes its place. */
export function notify(message: string): void {
  notifications.hide('paste')
  notifications.show({ id: 'paste', message, closeButtonProps: { 'aria-label': 'Dismiss' } })
}
