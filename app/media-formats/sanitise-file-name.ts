import { cutText } from '#app/document/model/cut-text.ts'

const longestName = 120

/**
 * A name that is safe to show and to use as a label: no folders, control or direction-changing characters, at most 120
 * characters with the extension kept. Files on disk and in the bucket are named by id, never by this.
 */
export function sanitiseFileName(fileName: string): string {
  const last = fileName.split(/[/\\]/).at(-1) ?? ''
  const clean = [...last.normalize('NFC')].filter(isPrintable).join('').replace(/\s+/g, ' ').trim()
  if (clean === '' || /^\.+$/.test(clean)) return 'picture'
  if (clean.length <= longestName) return clean
  const extension = /\.[a-z0-9]{1,5}$/i.exec(clean)?.[0] ?? ''
  return `${cutText(clean, longestName - extension.length)}${extension}`
}

/** Control characters, lone surrogates and the marks that turn text around (`gpj.exe` shown as `exe.jpg`). */
function isPrintable(character: string): boolean {
  return !/[\p{Cc}\p{Cs}\u200e\u200f\u202a-\u202e\u2066-\u2069<>:"|?*]/u.test(character)
}
