import { expect, test } from 'vitest'
import { createRouteNamer } from './route-names.server.ts'

const nameOf = createRouteNamer({
  root: { id: 'root', path: '' },
  home: { id: 'home', parentId: 'root', index: true },
  project: { id: 'project', parentId: 'root', path: 'projects/:id' },
  api: { id: 'api', parentId: 'root', path: 'api/projects/:id/revisions' },
  auth: { id: 'auth', parentId: 'root', path: 'api/auth/*' },
  apiRest: { id: 'apiRest', parentId: 'root', path: 'api/*' },
  rest: { id: 'rest', parentId: 'root', path: '*' },
})

test.each([
  ['/', '/'],
  ['/_root.data', '/'],
  ['/_.data', '/'],
  ['/projects/3f2b8c1e', '/projects/:id'],
  ['/projects/3f2b8c1e/', '/projects/:id'],
  ['/projects/3f2b8c1e.data', '/projects/:id'],
  ['/projects/3f2b8c1e/_.data', '/projects/:id'],
  ['/api/projects/1/revisions', '/api/projects/:id/revisions'],
  ['/api/auth/sign-in/email', '/api/auth/*'],
  ['/api/auth', '/api/auth/*'],
  ['/api/secret-token-in-the-address', '/api/*'],
  ['/somewhere/else', '/*'],
])('%s is %s', (path, name) => {
  expect(nameOf(path)).toBe(name)
})
