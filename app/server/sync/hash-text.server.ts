import { createHash } from 'node:crypto'

/** SHA-256 in hexadecimal of a text that comes in parts. */
export function hashText(parts: readonly string[]): string {
  const hash = createHash('sha256')
  for (const part of parts) hash.update(part)
  return hash.digest('hex')
}
