import { useNotifications } from '@mantine/notifications'
import { useEffect, useRef } from 'react'
import { definePart, usePart } from './lazy-part.tsx'

const toasts = definePart(async () => (await import('./toasts.tsx')).Toasts)

/** The code of the toasts comes after the page; those shown before wait in their store. A missing part is asked for again by the next. */
export function ToastsPlace() {
  const { state, retry } = usePart(toasts)
  const { notifications } = useNotifications()
  const wanted = useRef(notifications)
  useEffect(() => {
    if (wanted.current === notifications) return
    wanted.current = notifications
    if (state.kind === 'failed') retry()
  }, [notifications, state.kind, retry])
  return state.kind === 'ready' ? <state.Component /> : null
}
