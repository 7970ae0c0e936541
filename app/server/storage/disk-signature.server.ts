import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto'
import { z } from 'zod'

/** The permission of a signed address: one operation on one object until a moment. */
export type DiskGrant =
  | { kind: 'download'; key: string; mimeType: string; fileName: string; expiresAtMs: number }
  | { kind: 'upload'; key: string; sizeBytes: number; expiresAtMs: number }
  | { kind: 'part'; key: string; uploadId: string; number: number; sizeBytes: number; expiresAtMs: number }

export type UploadGrant = Exclude<DiskGrant, { kind: 'download' }>

const key = z.string()
const expiresAtMs = z.number()
const sizeBytes = z.number()
const grantSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('download'), key, mimeType: z.string(), fileName: z.string(), expiresAtMs }),
  z.object({ kind: z.literal('upload'), key, sizeBytes, expiresAtMs }),
  z.object({
    kind: z.literal('part'),
    key,
    uploadId: z.string(),
    number: z.number(),
    sizeBytes,
    expiresAtMs,
  }),
])

export type DiskSigner = {
  sign(grant: DiskGrant): string
  /** Undefined when it was not signed here, was changed, or has expired. */
  find(token: string, nowMs: number): DiskGrant | undefined
}

/** `<grant>.<HMAC>`, both base64url: the whole grant travels in the address, so every process of one secret serves it. */
export function createDiskSigner(secret: string): DiskSigner {
  const hmacKey = Buffer.from(hkdfSync('sha256', secret, '', 'appframes media addresses', 32))
  const mac = (text: string) => createHmac('sha256', hmacKey).update(text).digest()
  return {
    sign(grant) {
      const text = Buffer.from(JSON.stringify(grant)).toString('base64url')
      return `${text}.${mac(text).toString('base64url')}`
    },
    find(token, nowMs) {
      const [text = '', signature = ''] = token.split('.')
      const given = Buffer.from(signature, 'base64url')
      const expected = mac(text)
      if (given.length !== expected.length || !timingSafeEqual(given, expected)) return undefined
      const grant = grantSchema.parse(JSON.parse(Buffer.from(text, 'base64url').toString()))
      return grant.expiresAtMs > nowMs ? grant : undefined
    },
  }
}
