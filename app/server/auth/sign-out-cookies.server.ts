import type { Services } from '../services.server.ts'

/**
 * Read by the browser's own code: after this, a page without an account means a sign-out, and not a session that
 * expired while changes were pending [F35] (decision 0009). Each sign-out has a mark of its own, so that one which
 * comes back after the browser crashed is not taken for a new one. `deleted-`: the account is gone, so its projects on
 * this device move to where they open without it.
 */
export function createSignedOutCookie(services: Services, prefix: '' | 'deleted-' = ''): string {
  const { publicUrl } = services.environment
  const secure = publicUrl.startsWith('https:') ? '; Secure' : ''
  return `appframes-signed-out=${prefix}${crypto.randomUUID()}; Path=/; Max-Age=31536000; SameSite=Lax${secure}`
}

/** Set-Cookie values for a browser whose session is gone with its account. */
export function createDeletionCookies(services: Services, request: Request): string[] {
  const names = (request.headers.get('cookie') ?? '').split(';').map((one) => one.trim().split('=', 1)[0])
  const ended = names.filter((name) => name?.includes('better-auth.'))
  return [
    ...ended.map(
      (name) =>
        `${name}=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax${name?.startsWith('__Secure-') ? '; Secure' : ''}`,
    ),
    createSignedOutCookie(services, 'deleted-'),
  ]
}
