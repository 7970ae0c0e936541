import type { LoadedProject } from '#app/sync/ports/project-store.ts'

const notArrived =
  'This project has not arrived on this device yet, so nothing was changed. It comes by itself as soon as the server can be reached: try again then.'

export type NotLoaded = Exclude<LoadedProject, { kind: 'ok' }>

/** Says to the user why the document, which is not on this device or cannot be read by this build, was not changed. */
export function createNotLoadedError({ kind }: NotLoaded): Error {
  if (kind === 'missing') return new Error(notArrived)
  return new Error(
    kind === 'newer'
      ? 'This project was made by a newer version of AppFrames, so nothing was changed. Reload the page to get the newer version.'
      : 'What is stored of this project on this device is damaged, so nothing was changed. Open the project to download it.',
  )
}
