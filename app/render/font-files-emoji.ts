import url from '@fontsource/noto-color-emoji/files/noto-color-emoji-emoji-400-normal.woff2?url'
import type { FontFile } from './font-files.ts'

/** One file: the cut ones have no COLR table, without which Chromium and Skia draw nothing. */
export const upright: readonly FontFile[] = [{ url, unicodeRange: 'U+0-10FFFF' }]
