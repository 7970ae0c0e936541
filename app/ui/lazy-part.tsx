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

type PartState<Props> =
  | { kind: 'loading' }
  | { kind: 'failed' }
  | { kind: 'ready'; Component: ComponentType<Props> }

/** A part that is shown now: fetched when it is not here yet, and again by `retry` after a failure. */
export function usePart<Props>(part: Part<Props>): { state: PartState<Props>; retry: () => void } {
  const [state, setState] = useState<PartState<Props>>(() => {
    const Component = part.get()
    return Component === undefined ? { kind: 'loading' } : { kind: 'ready', Component }
  })
  useEffect(() => {
    if (state.kind !== 'loading') return
    let isCurrent = true
    part.fetch().then(
      (Component) => isCurrent && setState({ kind: 'ready', Component }),
      (error: unknown) => {
        console.warn('A part of the page could not be fetched.', error)
        if (isCurrent) setState({ kind: 'failed' })
      },
    )
    return () => {
      isCurrent = false
    }
  }, [state, part])
  return { state, retry: () => setState({ kind: 'loading' }) }
}

/**
 * Shows nothing until the part is here. A fetch that fails is reported in a notice and made again the next time; `React.lazy` would
 * keep the failure and take the page down with it.
 */
export function LazyPart<Props extends object>({ part, props }: { part: Part<Props>; props: Props }) {
  const { state } = usePart(part)
  const isFailed = state.kind === 'failed'
  useEffect(() => {
    if (isFailed) showFailure()
  }, [isFailed])
  return state.kind === 'ready' ? <state.Component {...props} /> : null
}

function showFailure(): void {
  notifications.show({
    id: 'part-missing',
    color: 'red',
    message:
      'This part of the app could not be fetched: the server has a newer version or cannot be reached. Your work is saved. Try again, or reload the page.',
  })
}
