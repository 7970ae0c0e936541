import type { TabChannel } from '#app/client/platform/tab-channel.ts'

type Post = { topic: string; body: unknown }

/** The channel between the tabs of one identity: messages are copied and arrive later; a frozen tab gets them when it thaws. */
export function createTabHub() {
  const tabs = new Set<{ take: (post: Post) => void }>()
  return {
    open() {
      const listeners = new Map<string, Set<(body: unknown) => void>>()
      let isFrozen = false
      let missed: Post[] = []
      const tab = {
        take(post: Post) {
          if (isFrozen) missed.push(post)
          else for (const listener of [...(listeners.get(post.topic) ?? [])]) listener(post.body)
        },
      }
      tabs.add(tab)
      const channel: Pick<TabChannel, 'on' | 'post'> = {
        post(topic, body) {
          const copy = structuredClone(body)
          for (const other of tabs)
            if (other !== tab) queueMicrotask(() => tabs.has(other) && other.take({ topic, body: copy }))
        },
        on(topic, listener) {
          const own = listeners.get(topic) ?? new Set()
          listeners.set(topic, own.add(listener))
          return () => own.delete(listener)
        },
      }
      return {
        channel,
        setFrozen(frozen: boolean) {
          isFrozen = frozen
          const late = frozen ? [] : missed
          if (!frozen) missed = []
          for (const post of late) tab.take(post)
        },
        close: () => void tabs.delete(tab),
      }
    },
  }
}
