/** “f60”, “#FF6600” and “#ff6600ff” are one colour; `undefined` for text that is not a colour. */
export function normaliseColour(text: string, opaque: boolean): string | undefined {
  const hex = text.normalize('NFKC').trim().replace(/^#/, '').toLowerCase()
  const full = /^[0-9a-f]{3,4}$/.test(hex) ? [...hex].map((digit) => digit + digit).join('') : hex
  if (!/^(?:[0-9a-f]{6}|[0-9a-f]{8})$/.test(full)) return undefined
  return opaque || full.length === 6 || full.endsWith('ff') ? `#${full.slice(0, 6)}` : `#${full}`
}
