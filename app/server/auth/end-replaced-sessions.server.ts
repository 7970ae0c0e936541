import type { BetterAuthPlugin } from 'better-auth'
import { createAuthMiddleware } from 'better-auth/api'

/**
 * Whoever signs in where somebody was signed in takes that one's place: the session whose cookie is overwritten would live on, in
 * nobody's browser and in nobody's list but the thief's. It sees passwords, passkeys and Google alike.
 */
export const endReplacedSessions: BetterAuthPlugin = {
  id: 'appframes-replaced-sessions',
  hooks: {
    after: [
      {
        matcher: () => true,
        handler: createAuthMiddleware(async (ctx) => {
          const { newSession, authCookies, secret, internalAdapter } = ctx.context
          // A session that is only prolonged is told here too.
          if (!newSession) return
          const token = await ctx.getSignedCookie(authCookies.sessionToken.name, secret)
          if (token && token !== newSession.session.token) await internalAdapter.deleteSession(token)
        }),
      },
    ],
  },
}
