import type { BetterAuthPlugin } from 'better-auth'
import { createAuthMiddleware } from 'better-auth/api'

/**
 * A sign-in over a session ends that one: its cookie is overwritten, so it would live on only for a thief. Applies to
 * passwords, passkeys and Google alike.
 */
export const endReplacedSessions: BetterAuthPlugin = {
  id: 'appframes-replaced-sessions',
  hooks: {
    after: [
      {
        matcher: () => true,
        handler: createAuthMiddleware(async (ctx) => {
          const { newSession, authCookies, secret, internalAdapter } = ctx.context
          // Also called for a session that is only prolonged.
          if (!newSession) return
          const token = await ctx.getSignedCookie(authCookies.sessionToken.name, secret)
          if (token && token !== newSession.session.token) await internalAdapter.deleteSession(token)
        }),
      },
    ],
  },
}
