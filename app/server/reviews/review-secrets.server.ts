import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createHmac,
  hkdfSync,
  randomBytes,
  scrypt,
  timingSafeEqual,
} from 'node:crypto'
import { promisify } from 'node:util'
import type { Services } from '../services.server.ts'

const TOKEN_BYTES = 24
const IV_BYTES = 12
const TAG_BYTES = 16
const SALT_BYTES = 16
const HASH_BYTES = 32
/** In the thread pool: a guess must not hold up the event loop. */
const derive = promisify<string, Buffer, number, Buffer>(scrypt)

/** 192 bits: nobody finds a link by trying. */
export const mintToken = (): string => randomBytes(TOKEN_BYTES).toString('base64url')

export const hashToken = (token: string): string => createHash('sha256').update(token).digest('hex')

const deriveKey = ({ environment }: Services, purpose: string) =>
  Buffer.from(hkdfSync('sha256', environment.authSecret, '', `appframes review ${purpose}`, 32))

/** For its owner to copy again: whoever reads the database alone has no link. */
export function encryptToken(services: Services, token: string): string {
  const iv = randomBytes(IV_BYTES)
  const cipher = createCipheriv('aes-256-gcm', deriveKey(services, 'links'), iv)
  const encrypted = Buffer.concat([cipher.update(token, 'utf8'), cipher.final()])
  return Buffer.concat([iv, cipher.getAuthTag(), encrypted]).toString('base64url')
}

/** `undefined`: the servers' secret is another one by now; the link itself still works. */
export function decryptToken(services: Services, encrypted: string): string | undefined {
  const bytes = Buffer.from(encrypted, 'base64url')
  const iv = bytes.subarray(0, IV_BYTES)
  const tag = bytes.subarray(IV_BYTES, IV_BYTES + TAG_BYTES)
  const decipher = createDecipheriv('aes-256-gcm', deriveKey(services, 'links'), iv)
  decipher.setAuthTag(tag)
  const text = decipher.update(bytes.subarray(IV_BYTES + TAG_BYTES), undefined, 'utf8')
  try {
    return text + decipher.final('utf8')
  } catch {
    // Encrypted under another secret.
    return undefined
  }
}

export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(SALT_BYTES)
  const hash = await derive(password.normalize('NFC'), salt, HASH_BYTES)
  return `${salt.toString('base64url')}.${hash.toString('base64url')}`
}

export async function isPassword(password: string, stored: string): Promise<boolean> {
  const [salt = '', hash = ''] = stored.split('.')
  const derived = await derive(password.normalize('NFC'), Buffer.from(salt, 'base64url'), HASH_BYTES)
  return timingSafeEqual(derived, Buffer.from(hash, 'base64url'))
}

/** What the cookie of somebody who gave the password holds. It ends with the password and with the moment. */
export function createPass(services: Services, passwordHash: string, expiresAtMs: number): string {
  const mac = createHmac('sha256', deriveKey(services, 'passwords'))
    .update(`${expiresAtMs}.${passwordHash}`)
    .digest('base64url')
  return `${expiresAtMs}.${mac}`
}

export function isPass(services: Services, pass: string, passwordHash: string): boolean {
  const expiresAtMs = Number(pass.split('.')[0])
  if (!Number.isSafeInteger(expiresAtMs) || expiresAtMs < Date.now()) return false
  const expected = Buffer.from(createPass(services, passwordHash, expiresAtMs))
  const given = Buffer.from(pass)
  return given.length === expected.length && timingSafeEqual(given, expected)
}
