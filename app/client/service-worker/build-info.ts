/** Put in by bin/build-service-worker.ts: what this build consists of. A new build makes a new worker file. */
declare const BUILD_INFO: { version: string; files: readonly string[]; fonts: readonly string[] }

const info = BUILD_INFO

/** The document that opens at every address when the server does not answer (decision 0003). */
export const shellPath = '/app-shell'

export const cacheName = `appframes-${info.version}`

/** Paths of everything the app needs to run with no network, the shell not included. */
export const precachePaths = info.files

/** Fonts that are fetched when a project uses them, and kept from version to version. */
export const fontPaths = info.fonts

/** Also filled by the page, for languages that are made complete: `editor/state/keep-fonts.ts`. */
export const fontCacheName = 'appframes-fonts'
