import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { BrowserWithoutJavaScript } from './setup/browser-without-javascript.ts'
import { startTestServer, type TestServer } from './setup/test-server.ts'

const publicUrl = 'https://frames.example.com'
const bucket = 'https://files.example.com'

let server: TestServer
beforeAll(async () => {
  server = await startTestServer({
    BETTER_AUTH_URL: publicUrl,
    S3_BUCKET: 'frames',
    S3_ENDPOINT: 'https://inside.example.com',
    S3_PUBLIC_ENDPOINT: bucket,
    S3_FORCE_PATH_STYLE: 'true',
    AWS_ACCESS_KEY_ID: 'a key',
    AWS_SECRET_ACCESS_KEY: 'a secret',
  })
})
// On an old Node the SDK for buckets prints until when it will run there.
afterAll(() => server.stop({ expectedErrors: /^$|NodeVersionSupportWarning/ }))

const directive = (policy: string, name: string) =>
  new RegExp(`(?:^|; )${name} ([^;]*)`).exec(policy)?.[1]?.split(' ')

describe('behind TLS, with a bucket', () => {
  test('every cookie is Secure and SameSite=Lax; scripts read only the mark of a sign-out', async () => {
    const browser = new BrowserWithoutJavaScript(server.url)
    const person = { name: 'N', email: 'tls@example.com', password: 'correct horse' }
    // As the proxy passes them on.
    const headers = { origin: publicUrl, host: new URL(publicUrl).host }
    const responses = [
      await browser.submit('/sign-up', person, headers),
      await browser.submit('/sign-out', {}, headers),
    ]
    expect(responses.map(({ status }) => status)).toEqual([303, 303])
    const cookies = responses.flatMap(({ headers }) => headers.getSetCookie())
    expect(cookies.length).toBeGreaterThan(1)
    for (const cookie of cookies) {
      expect(cookie).toMatch(/; Secure/i)
      expect(cookie).toMatch(/; SameSite=Lax/i)
      if (!cookie.startsWith('appframes-signed-out=')) expect(cookie).toMatch(/; HttpOnly/i)
    }
    expect(cookies.some((cookie) => cookie.startsWith('__Secure-better-auth.session_token='))).toBe(true)
    expect(cookies.some((cookie) => cookie.startsWith('appframes-signed-out='))).toBe(true)
  })

  test('without TRUST_PROXY, too: a form of another site is rejected, though it names this one as host', async () => {
    const browser = new BrowserWithoutJavaScript(server.url)
    const person = { name: 'N', email: 'foreign@example.com', password: 'correct horse' }
    for (const origin of ['https://evil.example', 'https://frames.example.com.evil.example', 'null']) {
      const response = await browser.submit('/sign-up', person, { origin, host: new URL(publicUrl).host })
      expect(response.status).toBe(403)
    }
    expect(browser.cookieHeader).toBe('')
  })

  test('browsers are required to stay with https', async () => {
    const { headers } = await fetch(`${server.url}/sign-in`)
    expect(headers.get('strict-transport-security')).toMatch(/max-age=31536000/)
  })

  test('pages may fetch from the bucket, PUT to it and show its pictures, and run none of it', async () => {
    const { headers } = await fetch(`${server.url}/`)
    const policy = headers.get('content-security-policy') ?? ''
    for (const name of ['connect-src', 'img-src', 'media-src'])
      expect(directive(policy, name)).toContain(bucket)
    for (const name of ['default-src', 'script-src', 'style-src', 'form-action', 'worker-src']) {
      expect(directive(policy, name)).not.toContain(bucket)
    }
    expect(directive(policy, 'script-src')).not.toContain("'unsafe-inline'")
    // The address inside is not revealed.
    expect(policy).not.toContain('inside.example.com')
  })
})
