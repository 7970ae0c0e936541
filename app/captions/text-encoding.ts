/**
 * Bytes to text and back without the platform's encoders, which this module's types do not have. UTF-16 is recognised by
 * its mark, or by NUL bytes, which no UTF-8 text has.
 */
export type TextEncoding = 'utf-8' | 'utf-16le' | 'utf-16be'

/** `undefined`: neither UTF-8 nor UTF-16. A byte order mark is removed. */
export function decodeText(bytes: Uint8Array): string | undefined {
  const encoding = detectEncoding(bytes)
  const text = encoding === 'utf-8' ? decodeUtf8(bytes) : decodeUtf16(bytes, encoding === 'utf-16be')
  return text?.startsWith('\uFEFF') ? text.slice(1) : text
}

function detectEncoding(bytes: Uint8Array): TextEncoding {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le'
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be'
  const zeros: [even: number, odd: number] = [0, 0]
  for (let at = 0; at < bytes.length; at += 1) {
    if (bytes[at] === 0) zeros[at % 2 === 0 ? 0 : 1] += 1
  }
  const [even, odd] = zeros
  if (even === 0 && odd === 0) return 'utf-8'
  return even > odd ? 'utf-16be' : 'utf-16le'
}

function decodeUtf16(bytes: Uint8Array, isBigEndian: boolean): string | undefined {
  if (bytes.length % 2 !== 0) return undefined
  const units: string[] = []
  for (let at = 0; at < bytes.length; at += 2) {
    const [first = 0, second = 0] = [bytes[at], bytes[at + 1]]
    units.push(String.fromCharCode(isBigEndian ? first * 256 + second : second * 256 + first))
  }
  return units.join('')
}

/** decodeURIComponent rejects every malformed sequence. */
function decodeUtf8(bytes: Uint8Array): string | undefined {
  const parts: string[] = []
  for (const byte of bytes) {
    const isPlain = byte < 0x80 && byte !== 0x25
    parts.push(isPlain ? String.fromCharCode(byte) : `%${byte.toString(16).padStart(2, '0')}`)
  }
  try {
    return decodeURIComponent(parts.join(''))
  } catch (error) {
    if (error instanceof URIError) return undefined
    throw error
  }
}

export function encodeText(text: string, encoding: TextEncoding = 'utf-8'): Uint8Array {
  if (encoding === 'utf-8') return encodeUtf8(text)
  const bytes = new Uint8Array(text.length * 2)
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at)
    const [high, low] = [unit >> 8, unit & 0xff]
    bytes.set(encoding === 'utf-16be' ? [high, low] : [low, high], at * 2)
  }
  return bytes
}

function encodeUtf8(text: string): Uint8Array {
  const escaped = encodeURIComponent(replaceLone(text))
  const bytes: number[] = []
  for (let at = 0; at < escaped.length; at += 1) {
    const isEscape = escaped.charAt(at) === '%'
    bytes.push(isEscape ? Number.parseInt(escaped.slice(at + 1, at + 3), 16) : escaped.charCodeAt(at))
    if (isEscape) at += 2
  }
  return Uint8Array.from(bytes)
}

/** Without NUL and lone surrogates, which the database rejects, and with `\n` as the one line end. */
export function repairText(text: string): string {
  return replaceLone(text).replaceAll('\0', '').replaceAll(/\r\n?/g, '\n')
}

const replaceLone = (text: string) =>
  text.replaceAll(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, '\uFFFD')
