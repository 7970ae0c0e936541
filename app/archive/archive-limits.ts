import { videoMaxBytes } from '#app/media-formats/media-limits.ts'

/** More than any account holds; the table of contents of a ZIP is read whole, so its length is bounded first. */
export const maxEntries = 50_000
export const maxManifestBytes = 32_000_000
/** A server takes 5 MB; a device keeps what is larger, so its backup must be readable. */
export const maxProjectBytes = 64_000_000
/** The largest file that the library takes. */
export const maxMediaBytes = videoMaxBytes
/** Pictures are compressed already and JSON shrinks to a tenth: beyond this, an entry only wants to fill the disk. */
export const maxExpansion = 200
/** Below it, the expansion does no harm. */
export const harmlessBytes = 1_000_000
