import type { LoadedProject } from '#app/sync/ports/project-store.ts'

/** What the card has to say about a project that does not open as it should; nothing about one that does. */
export function findLoadError(loaded: LoadedProject): string | undefined {
  switch (loaded.kind) {
    case 'broken':
      return 'Damaged: open it to download what is stored'
    case 'newer':
      return 'Made by a newer version: it can be looked at, not changed'
    case 'ok':
    case 'missing':
      return undefined
  }
}
