import { randomUUID } from 'node:crypto'
import { hashBytes } from './media-steps.ts'

// Every route of the app, and each method's response by session. A route of app/routes.ts that is missing in this table
// fails the walk (tests/integration/security-routes.test.ts). To add a route, add a row.

export const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'] as const
export type Method = (typeof METHODS)[number]

/** A status, or several where more than one is right. */
export type Statuses = number | readonly number[]

/** Data created for the owner before each request: all of it may be used in an address or a body. */
export type Owned = {
  projectId: string
  email: string
  mediaId: string
  uploadId: string
  reviewId: string
  commentId: string
}

export type Body =
  | { type: 'json'; value: unknown }
  | { type: 'form'; fields: Record<string, string> }
  | { type: 'picture'; bytes: Buffer }

export type MethodRow = {
  /** The owner's body, and the body of a stranger in the owner's name. */
  body?: (owned: Owned) => Body
  /** Without a session, with a forged one, and with one that has run out. */
  nobody: Statuses
  /** Signed in, requesting the owner's data. */
  another: Statuses
  /** The owner: proof that the address and the body of this row are right ones. */
  owner: Statuses
  /** The owner, with a body that cannot be read. Absent: the method reads no body. */
  malformed?: Statuses
}

export type RouteRow = {
  /** As in app/routes.ts. */
  path: string
  url: (owned: Owned) => string
  methods: Partial<Record<Exclude<Method, 'HEAD' | 'OPTIONS'>, MethodRow>>
  /** Where HEAD is not like GET. */
  head?: Statuses
  /** This route ends sessions: the walk uses up one for each request. */
  endsSession?: true
  /** Every other method, for every session. HEAD is like GET; OPTIONS is rejected before any route. */
  others: Statuses
  /** Errors are in the one JSON shape. */
  isApi: boolean
}

const json = (value: unknown): Body => ({ type: 'json', value })
const form = (fields: Record<string, string>): Body => ({ type: 'form', fields })

/** The owner's picture, and its small picture as well. */
export const TINY_PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)
export const thumbnailUrl = (mediaId: string) =>
  `/api/media/assets/${mediaId}/thumbnail?sha256=${hashBytes(TINY_PNG)}`

const emptyData = { schemaVersion: 1, screensByCanvasSize: {} }
const OK = 200
const SEE_OTHER = 303

/** The same for every session, and without one. */
const open = (status: Statuses, rest: Partial<MethodRow> = {}): MethodRow => ({
  nobody: status,
  another: status,
  owner: status,
  ...rest,
})
/** Data of one account: 401 without a session, 404 for other accounts. */
const owned = (owner: Statuses, rest: Partial<MethodRow> = {}): MethodRow => ({
  nobody: 401,
  another: 404,
  owner,
  ...rest,
})
/** Each account has its own at the same address. */
const own = (status: Statuses, rest: Partial<MethodRow> = {}): MethodRow => ({
  nobody: 401,
  another: status,
  owner: status,
  ...rest,
})

const api = (
  path: string,
  url: RouteRow['url'],
  methods: RouteRow['methods'],
  others: Statuses = 405,
): RouteRow => ({
  path,
  url,
  methods,
  others,
  isApi: true,
})
const page = (
  path: string,
  url: RouteRow['url'],
  methods: RouteRow['methods'],
  others: Statuses = 405,
): RouteRow => ({
  path,
  url,
  methods,
  others,
  isApi: false,
})

/** A device's announcement of its own file before it sends it. */
export const describeUpload = () => ({
  id: randomUUID(),
  fileName: 'picture.png',
  fileType: 'image',
  mimeType: 'image/png',
  size: 1_000,
  sha256: 'a'.repeat(64),
})

export const routeTable: readonly RouteRow[] = [
  // --- Pages: a form responds with 303, an incomplete form is rendered again with its errors. ---
  page('/', () => '/?index', {
    GET: open(OK),
    POST: own(SEE_OTHER, { body: () => form({ intent: 'create' }), nobody: SEE_OTHER, malformed: [OK, 400] }),
  }),
  page('/media', () => '/media', { GET: open([OK, SEE_OTHER]) }),
  ...['', '/captions'].map((view) =>
    page(`/projects/:id${view}`, ({ projectId }) => `/projects/${projectId}${view}`, {
      // Projects missing on the server may be on the device: the page opens, without any of the owner's data.
      GET: open(OK),
      POST: open(SEE_OTHER, {
        body: () => form({ intent: 'rename', name: 'Renamed' }),
        malformed: [OK, 400],
      }),
    }),
  ),
  // A signed-in visitor is redirected, also from a rejected form.
  page('/sign-up', () => '/sign-up', {
    GET: { nobody: OK, another: SEE_OTHER, owner: SEE_OTHER },
    POST: {
      body: ({ email }) => form({ name: 'Again', email, password: 'short' }),
      nobody: 400,
      another: SEE_OTHER,
      owner: SEE_OTHER,
      malformed: [SEE_OTHER, 400],
    },
  }),
  page('/sign-in', () => '/sign-in', {
    GET: { nobody: OK, another: SEE_OTHER, owner: SEE_OTHER },
    POST: {
      body: ({ email }) => form({ email, password: 'not the password' }),
      nobody: 401,
      another: SEE_OTHER,
      owner: SEE_OTHER,
      malformed: [SEE_OTHER, 400],
    },
  }),
  {
    ...page('/sign-out', () => '/sign-out', {
      GET: open(OK),
      POST: open(SEE_OTHER, { body: () => form({}), malformed: [SEE_OTHER, 400] }),
    }),
    endsSession: true,
  },
  // Without a mail server these are not there.
  ...['/forgot-password', '/reset-password', '/verify-email'].map((path) =>
    page(path, () => path, {
      GET: open(404),
      POST: open(404, { body: () => form({ token: 'x' }), malformed: 404 }),
    }),
  ),
  page('/account', () => '/account', {
    GET: own(OK, { nobody: SEE_OTHER }),
    POST: own(400, { body: () => form({ intent: 'no-such-intent' }), nobody: SEE_OTHER, malformed: 400 }),
  }),
  page('/account-deleted', () => '/account-deleted', { GET: open(OK) }),
  // Without Google's credentials there is nothing here.
  page('/auth/google', () => '/auth/google', {
    GET: open(SEE_OTHER),
    POST: open(SEE_OTHER, { body: () => form({ errand: 'link' }), malformed: [SEE_OTHER, 400] }),
  }),
  page('/auth/google/callback', () => '/auth/google/callback?code=x&state=y', { GET: open(SEE_OTHER) }),
  page('/app-shell', () => '/app-shell', { GET: open(OK) }),
  page('/*', () => '/no/such/page', { GET: open(404) }),

  // --- The API ---
  api('/api/projects', () => '/api/projects', { GET: own(OK) }),
  api('/api/projects/:id', ({ projectId }) => `/api/projects/${projectId}`, {
    GET: owned(OK),
    // Another account's use of the same id is another project: its base does not exist there.
    PUT: owned(OK, {
      another: 409,
      body: () => json({ name: 'Changed', data: emptyData, baseRevision: 1 }),
      malformed: 400,
    }),
    DELETE: owned(OK, { body: () => json({ baseRevision: 1 }), malformed: 400 }),
  }),
  api('/api/projects/:id/revisions', ({ projectId }) => `/api/projects/${projectId}/revisions`, {
    GET: owned(OK),
  }),
  api(
    '/api/projects/:id/revisions/:revision/restore',
    ({ projectId }) => `/api/projects/${projectId}/revisions/1/restore`,
    { POST: owned(OK) },
  ),
  api('/api/projects/:id/revisions/:revision', ({ projectId }) => `/api/projects/${projectId}/revisions/1`, {
    GET: owned(OK),
  }),
  api('/api/projects/:id/reviews', ({ projectId }) => `/api/projects/${projectId}/reviews`, {
    GET: owned(OK),
    POST: owned(201, { body: () => json({}), malformed: [201, 400] }),
  }),
  api('/api/projects/:id/reviews/seen', ({ projectId }) => `/api/projects/${projectId}/reviews/seen`, {
    POST: owned(OK, { body: () => json({ comments: [] }), malformed: 400 }),
  }),
  api('/api/reviews/:id', ({ reviewId }) => `/api/reviews/${reviewId}`, { DELETE: owned(OK) }),
  api(
    '/api/reviews/:id/comments/:commentId',
    ({ reviewId, commentId }) => `/api/reviews/${reviewId}/comments/${commentId}`,
    { PATCH: owned(OK, { body: () => json({ resolved: true }), malformed: 400 }) },
  ),
  api(
    '/api/reviews/:id/comments/:commentId/answers',
    ({ reviewId, commentId }) => `/api/reviews/${reviewId}/comments/${commentId}/answers`,
    { POST: owned(201, { body: () => json({ text: 'An answer' }), malformed: 400 }) },
  ),
  // The address itself is the permission; this one is no link's.
  page('/r/:token', () => '/r/no-such-link', {
    GET: open(404),
    POST: open(404, { body: () => form({ password: 'x' }), malformed: 404 }),
  }),
  page('/r/:token/comments', () => '/r/no-such-link/comments', {
    GET: open(SEE_OTHER),
    POST: open(404, { body: () => form({ screenId: 'x', name: 'x', text: 'x' }), malformed: 404 }),
  }),
  page(
    '/r/:token/pictures/:canvasSizeId/:locale/:screenId',
    () => '/r/no-such-link/pictures/iphone-69/en-US/x',
    {
      GET: open(404),
    },
  ),
  // For another account a push about the owner's project is one about a project that its server has lost.
  api('/api/sync', () => '/api/sync', {
    POST: own(OK, {
      another: 409,
      body: ({ projectId }) =>
        json({
          protocol: 1,
          clientId: randomUUID(),
          cursor: null,
          pushes: [{ n: 1, projectId, baseRevision: 1, deleted: true }],
        }),
      malformed: 400,
    }),
  }),
  api('/api/events', () => '/api/events?cursor=0', { GET: own(OK) }),
  api('/api/account', () => '/api/account', {
    GET: own(OK),
    // Without the password the account cannot be deleted, not even by its owner; repeated attempts are limited.
    DELETE: own([403, 429], {
      body: () => json({ password: 'not the password' }),
      malformed: [400, 403, 429],
    }),
  }),
  api('/api/account/archive', () => '/api/account/archive', { GET: own(OK) }),
  // The password is the only sign-in method here, so it stays.
  api('/api/auth/:provider/accounts', () => '/api/auth/credential/accounts', {
    GET: own(OK),
    DELETE: own(409),
  }),
  api('/api/media/assets', () => '/api/media/assets', {
    GET: own(OK),
    // Files are tested in the upload tests; this is no form.
    POST: own([400, 415], { body: () => json({ fileName: 'picture.png' }) }),
  }),
  api('/api/media/assets/:id', ({ mediaId }) => `/api/media/assets/${mediaId}`, {
    GET: owned(OK),
    PATCH: owned(OK, {
      body: () => json({ fileName: 'renamed.png', updatedAt: new Date().toISOString() }),
      malformed: 400,
    }),
    DELETE: owned(OK),
  }),
  api('/api/media/assets/:id/file', ({ mediaId }) => `/api/media/assets/${mediaId}/file`, {
    GET: owned(302),
  }),
  api('/api/media/assets/:id/thumbnail', ({ mediaId }) => thumbnailUrl(mediaId), {
    GET: owned(OK),
    PUT: owned(OK, { body: () => ({ type: 'picture', bytes: TINY_PNG }), malformed: 415 }),
  }),
  api('/api/media/uploads', () => '/api/media/uploads', {
    POST: own([OK, 201], { body: () => json(describeUpload()), malformed: 400 }),
  }),
  api('/api/media/uploads/:id', ({ uploadId }) => `/api/media/uploads/${uploadId}`, {
    GET: owned(OK),
    DELETE: owned(OK),
  }),
  // Nothing has arrived yet.
  api('/api/media/uploads/:id/complete', ({ uploadId }) => `/api/media/uploads/${uploadId}/complete`, {
    POST: owned(409),
  }),
  api('/api/media/usage', () => '/api/media/usage', { GET: own(OK) }),
  // The address itself is the permission; this one has no valid signature.
  api(
    '/api/media/objects/:token',
    () => '/api/media/objects/not-signed',
    { GET: open([403, 404]), PUT: open([403, 404]) },
    [403, 404, 405],
  ),
  // Better Auth's own, in its own shape; it knows no session at this address.
  {
    ...page('/api/auth/*', () => '/api/auth/get-session', { GET: open(OK) }, [404, 405, 415]),
    head: 405,
  },
  api('/api/*', () => '/api/nothing', {}, 404),

  // --- For the operator ---
  page('/healthz', () => '/healthz', { GET: open(OK) }),
  page('/readyz', () => '/readyz', { GET: open(OK) }),
  api('/metrics', () => '/metrics', { GET: open(404) }),
]
