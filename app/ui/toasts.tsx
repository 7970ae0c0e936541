import { Notifications } from '@mantine/notifications'

/** Shows what is in the store of notifications. */
export function Toasts() {
  return (
    <Notifications
      position="bottom-center"
      containerWidth={440}
      limit={3}
      transitionDuration={160}
      zIndex={400}
    />
  )
}
