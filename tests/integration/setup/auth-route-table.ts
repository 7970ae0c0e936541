import type { Owned, RouteRow } from './route-table.ts'

// Every route of Better Auth and its plugins. A route of the library that is missing here fails the walk
// (tests/integration/security-auth-routes.test.ts): decide whether a browser needs it, and behind which guard.

const json = (value: unknown) => ({ type: 'json' as const, value })
const address = (path: string) => ({ path, url: () => `/api/auth${path}`, others: 405, isApi: false })
/** The same for everybody. */
const open = (status: number | readonly number[]) => ({ nobody: status, another: status, owner: status })

export const openAuthTable: readonly RouteRow[] = [
  { ...address('/get-session'), methods: { GET: open(200) }, head: 405 },
  {
    ...address('/sign-up/email'),
    // The body is checked before the method.
    others: [400, 405],
    methods: {
      POST: {
        ...open(400),
        body: ({ email }: Owned) => json({ name: 'A', email, password: 'short' }),
        malformed: 400,
      },
    },
  },
  {
    ...address('/sign-in/email'),
    methods: {
      POST: {
        ...open([401, 429]),
        body: ({ email }: Owned) => json({ email, password: 'not the password' }),
        malformed: [400, 429],
      },
    },
  },
  { ...address('/sign-out'), methods: { POST: { ...open(200), body: () => json({}) } }, endsSession: true },
  { ...address('/passkey/generate-authenticate-options'), methods: { GET: open(200) }, head: 405 },
  {
    ...address('/passkey/verify-authentication'),
    methods: { POST: { ...open([400, 401]), body: () => json({ response: {} }), malformed: [400, 401] } },
  },
  {
    ...address('/passkey/generate-register-options'),
    methods: { GET: { nobody: 401, another: 200, owner: 200 } },
    head: 405,
  },
  {
    ...address('/passkey/verify-registration'),
    methods: {
      POST: { nobody: 401, another: 400, owner: 400, body: () => json({ response: {} }), malformed: 400 },
    },
  },
]

/** Called by our own pages only, or by none. */
export const closedAuthPaths = [
  '/account-info',
  '/callback/:id',
  '/change-email',
  '/change-password',
  '/delete-user',
  '/delete-user/callback',
  '/error',
  '/get-access-token',
  '/link-social',
  '/list-accounts',
  '/list-sessions',
  '/ok',
  '/passkey/delete-passkey',
  '/passkey/list-user-passkeys',
  '/passkey/update-passkey',
  '/refresh-token',
  '/request-password-reset',
  '/reset-password',
  '/reset-password/:token',
  '/revoke-other-sessions',
  '/revoke-session',
  '/revoke-sessions',
  '/send-verification-email',
  '/sign-in/social',
  '/unlink-account',
  '/update-session',
  '/update-user',
  '/verify-email',
  '/verify-password',
]
