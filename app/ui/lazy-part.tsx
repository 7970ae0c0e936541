import { notifications } from '@mantine/notifications'
import { type ComponentType, useEffect, useState } from 'react'

/** A part of a page whose code is fetched when it is first wanted. */
export interface Part<Props> {
  /** The component, once it is here. */
  get(): ComponentType<Props> | undefined
  /** @throws When its file cannot be fetched; the next call tries again. */
  fetch(): Promise<ComponentType<Props>>
  preload(): void
}

export function definePart<Props>(load: () => Promise<ComponentType<Props>>): Part<Props> {
  let component: ComponentType<Props> | undefined
  async function fetch() {
    component ??= await load()
    return component
  }
  return { get: () => component, fetch, preload: () => void fetch().catch(() => undefined) }
}

/**
 * Shows nothing until the part is here. A fetch that fails is reported in a notice and made again the next time; `React.lazy` would
 * keep the failure and take the page down with it.
 */
export function LazyPart<Props extends object>({ part, props }: { part: Part<Props>; props: Props }) {
  const [Component, setComponent] = useState(part.get)
  useEffect(() => {
    if (Component !== undefined) return
    let isGone = false
    part.fetch().then((fetched) => isGone || setComponent(() => fetched), showFailure)
    return () => {
      isGone = true
    }
  }, [Component, part])
  return Component === undefined ? null : <Component {...props} />
}

function showFailure(error: unknown): void {
  console.warn('A part of the page could not be fetched.', error)
  notifications.show({
    id: 'part-missing',
    color: 'red',
    message:
      'This part of the app could not be fetched: the server has a newer version or cannot be reached. Your work is saved. Try again, or reload the page.',
  })
}
