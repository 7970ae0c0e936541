import { describe, expect, it } from 'vitest'
import { planResponse, type RequestTraits } from './service-worker/plan-response.ts'

const precached = new Set(['/assets/entry-abc.js', '/favicon.svg'])

function plan(pathname: string, traits: Partial<RequestTraits> = {}) {
  return planResponse(
    { method: 'GET', mode: 'cors', isSameOrigin: true, isSync: false, pathname, ...traits },
    { precached, fonts: new Set(['/assets/noto-sans-jp-1-abc.woff2']) },
  )
}

describe('the responses of the service worker', () => {
  it.each(['/', '/projects/never-visited', '/sign-in', '/no-such-page', '/app-shell'])(
    'opens %s as a document',
    (pathname) => {
      expect(plan(pathname, { mode: 'navigate' })).toBe('navigation')
    },
  )

  it.each(['/api', '/api/projects', '/auth/google', '/auth/google/callback', '/healthz', '/readyz'])(
    'leaves %s to the network, as data and as a document',
    (pathname) => {
      expect(plan(pathname)).toBe('leave')
      expect(plan(pathname, { mode: 'navigate' })).toBe('leave')
    },
  )

  it('does not take a page for an API because its name begins alike', () => {
    expect(plan('/authors', { mode: 'navigate' })).toBe('navigation')
  })

  it('serves the files of its own build, and no file it does not know', () => {
    expect(plan('/assets/entry-abc.js')).toBe('file')
    expect(plan('/favicon.svg')).toBe('file')
    expect(plan('/assets/entry-newer.js')).toBe('leave')
    expect(plan('/assets/noto-sans-jp-1-abc.woff2')).toBe('font')
    expect(plan('/assets/noto-sans-jp-1-other.woff2')).toBe('leave')
  })

  it.each(['/_root.data', '/projects/1.data'])('answers the loader request %s', (pathname) => {
    expect(plan(pathname)).toBe('data')
  })

  it.each(['GET', 'PUT', 'DELETE'])('stands behind a %s of sync, and never from a cache', (method) => {
    expect(plan('/api/projects', { method, isSync: true })).toBe('sync')
    expect(plan('/api/projects', { method, isSync: true, isSameOrigin: false })).toBe('leave')
  })

  it('stands behind an original that sync fetches, and not behind one that somebody opens or sends', () => {
    const path = '/api/media/objects/token.signature'
    expect(plan(path)).toBe('sync')
    expect(plan(path, { mode: 'navigate' })).toBe('leave')
    expect(plan(path, { method: 'PUT' })).toBe('leave')
    expect(plan(path, { isSameOrigin: false })).toBe('leave')
  })

  it('leaves an upload alone, so that its progress is seen', () => {
    expect(plan('/api/media/assets', { method: 'POST', isSync: true })).toBe('leave')
    expect(plan('/api/media/assets', { method: 'GET', isSync: true })).toBe('sync')
  })

  it('never answers a form post or another origin', () => {
    expect(plan('/', { method: 'POST', mode: 'navigate' })).toBe('leave')
    expect(plan('/_root.data', { method: 'POST' })).toBe('leave')
    expect(plan('/favicon.svg', { isSameOrigin: false })).toBe('leave')
  })
})
