import { createHmac } from 'node:crypto'

/** The cookie of a session row, signed as Better Auth signs it. */
export function createSessionCookie(token: string, secret: string): string {
  const signature = createHmac('sha256', secret).update(token).digest('base64')
  return `better-auth.session_token=${encodeURIComponent(`${token}.${signature}`)}`
}
