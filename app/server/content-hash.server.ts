import { createHash } from 'node:crypto'
import canonicalize from 'canonicalize'

/** SHA-256, in hexadecimal, of the canonical JSON (RFC 8785) of `{ data, name }`: two equal contents, one hash. */
export function hashContent(content: { name: string; data: unknown }): string {
  const canonical = canonicalize({ data: content.data, name: content.name })
  if (canonical === undefined) throw new Error('Only JSON values have a hash.')
  return createHash('sha256').update(canonical).digest('hex')
}
