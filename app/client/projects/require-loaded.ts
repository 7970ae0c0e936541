import type { LoadedProject } from '#app/sync/ports/project-store.ts'

export const notArrived =
  'This project has not arrived on this device yet, so nothing was changed. It comes by itself as soon as the server can be reached: try again then.'

/** @throws With a sentence for the user, when the document is not on this device or cannot be read by this build. */
export function requireLoaded(loaded: LoadedProject): LoadedProject & { kind: 'ok' } {
  if (loaded.kind === 'ok') return loaded
  if (loaded.kind === 'missing') throw new Error(notArrived)
  throw new Error(
    loaded.kind === 'newer'
      ? 'This project was made by a newer version of AppFrames, so nothing was changed. Reload the page to get the newer version.'
      : 'What is stored of this project on this device is damaged, so nothing was changed. Open the project to download it.',
  )
}
