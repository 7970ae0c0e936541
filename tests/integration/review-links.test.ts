import { spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { PNG } from 'pngjs'
import postgres from 'postgres'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { CanvasSizeId, Locale, ScreenId } from '#app/document/model/ids.ts'
import { toProjectData } from '#app/document/model/project-data.ts'
import type { Project } from '#app/document/model/schema.ts'
import { sampleMedia } from '#app/document/sample/sample-media.ts'
import { listScreens } from '#app/export/export-target.ts'
import { reviewsEventSchema } from '#app/sync/protocol/reviews.ts'
import { createCaptureFile } from '#tests/factories/capture-file.ts'
import { createFixedSample, writeSampleArchive } from '#tests/factories/sample-archive.ts'
import { BrowserWithoutJavaScript } from './setup/browser-without-javascript.ts'
import { createFreshAccount } from './setup/fresh-account.ts'
import { expectError, hashBytes, mp4, postAsset } from './setup/media-steps.ts'
import { getSharedServer } from './setup/shared-server.ts'

const server = getSharedServer()
let sql: postgres.Sql
let owner: BrowserWithoutJavaScript
let ownerEmail: string
let ownerId: string
let project: Project
const html = { accept: 'text/html,application/xhtml+xml' }

beforeAll(async () => {
  sql = postgres(server.databaseUrl, { max: 1 })
})
afterAll(async () => {
  await sql.end()
})
beforeEach(async () => {
  ;({ browser: owner, email: ownerEmail, accountId: ownerId } = await createFreshAccount(server))
  project = { ...createFixedSample(), id: randomUUID() as Project['id'], name: 'Tidepool <b>1</b>' }
  expect((await putProject(0)).status).toBe(201)
})

const putProject = (baseRevision: number, changed: Partial<Project> = {}) =>
  owner.sendJson(`/api/projects/${project.id}`, 'PUT', {
    name: project.name,
    data: { ...toProjectData(project), ...changed },
    baseRevision,
  })
const reviewsPath = () => `/api/projects/${project.id}/reviews`

async function createLink(body: object = {}) {
  const response = await owner.sendJson(reviewsPath(), 'POST', body)
  expect(response.status).toBe(201)
  const { id, url, expiresAt } = await response.json()
  expect(url).toMatch(/^http:\/\/localhost:\d+\/r\/[A-Za-z0-9_-]{22,}$/)
  const path = new URL(url).pathname
  return { id: id as string, path, expiresAt: expiresAt as string, token: path.slice('/r/'.length) }
}

const readList = async () => (await (await owner.open(reviewsPath())).json()).reviews
const openReviewer = () => new BrowserWithoutJavaScript(server.url)
const iphone = 'iphone-69' as CanvasSizeId
const listScreenIds = () => listScreens(project, iphone).map(({ id }) => id)

/** Forms of the page, as a browser without scripts finds them. */
async function openPage(path: string, reviewer = openReviewer()) {
  const response = await reviewer.send(path, { headers: html })
  return { response, text: await response.text() }
}

async function uploadSampleMedia(): Promise<void> {
  for (const { mediaId, fileName, url } of sampleMedia) {
    const response = await postAsset(owner, await readFile(`public${url}`), { id: mediaId, fileName })
    expect(response.status).toBe(201)
  }
}

describe('a review link', () => {
  test('is made by the owner alone, of what the project has, until a time to come', async () => {
    const nobody = openReviewer()
    await expectError(await nobody.sendJson(reviewsPath(), 'POST', {}), 401, 'unauthorized')
    await expectError(await nobody.open(reviewsPath()), 401, 'unauthorized')
    const { browser: other } = await createFreshAccount(server)
    await expectError(await other.sendJson(reviewsPath(), 'POST', {}), 404, 'not_found')
    await expectError(await other.open(reviewsPath()), 404, 'not_found')
    const foreign = { origin: 'https://evil.example' }
    await expectError(await owner.sendJson(reviewsPath(), 'POST', {}, foreign), 403, 'forbidden')
    for (const body of [
      { canvasSizeIds: ['no-such-size'] },
      { canvasSizeIds: [] },
      { locales: ['xx'] },
      { locales: 'en-US' },
      { expiresAt: '2020-01-01T00:00:00Z' },
      { expiresAt: 'tomorrow' },
      { expiresAt: '2999-01-01T00:00:00Z' },
      { password: 'abc' },
      { password: 7 },
      'text',
    ])
      await expectError(await owner.sendJson(reviewsPath(), 'POST', body), 400, 'invalid')

    const { id, expiresAt, token } = await createLink()
    expect(Date.parse(expiresAt)).toBeGreaterThan(Date.now() + 29 * 24 * 3_600_000)
    const [row] = await sql`select * from reviews where id = ${id}`
    expect(JSON.stringify(row)).not.toContain(token)
    expect(await readList()).toMatchObject([{ id, state: 'open', hasPassword: false, comments: [] }])
    expect((await readList())[0].url.endsWith(`/r/${token}`)).toBe(true)
  })

  test('shows the chosen sizes and languages and nothing else of the account, to browsers and to no search engine', async () => {
    const { path } = await createLink({ canvasSizeIds: ['iphone-69'], locales: ['de-DE'] })
    const { response, text } = await openPage(path)
    expect(response.status).toBe(200)
    expect(response.headers.get('cache-control')).toBe('private, no-store')
    expect(response.headers.get('x-robots-tag')).toContain('noindex')
    expect(response.headers.get('content-security-policy')).toContain("default-src 'self'")
    expect(text).toContain('Tidepool &lt;b&gt;1&lt;/b&gt;')
    for (const secret of [ownerEmail, ownerId, project.id, 'en-US', 'English'])
      expect(text).not.toContain(secret)
    const pictures = [...text.matchAll(/<img src="([^"]+)"/g)].map(([, src]) => src ?? '')
    expect(pictures).toHaveLength(listScreenIds().length)
    const english = (pictures[0] ?? '').replace('de-DE', 'en-US')
    await expectError(await openReviewer().open(english), 404, 'not_found')
  })

  test('of a project is one of 50 at most that work, however many are made at once', async () => {
    const first = await createLink()
    await sql`
      insert into reviews (id, user_id, project_id, token_hash, encrypted_token, expires_at)
      select gen_random_uuid(), user_id, project_id, token_hash || n, encrypted_token, expires_at
      from reviews, generate_series(1, 48) n where id = ${first.id}`
    const sent = await Promise.all(
      Array.from({ length: 6 }, () => owner.sendJson(reviewsPath(), 'POST', { password: 'sea urchin' })),
    )
    expect(sent.map(({ status }) => status).toSorted()).toEqual([201, 409, 409, 409, 409, 409])
  })

  test('is listed while it works or is commented on; of very many closed links and comments the newest are', async () => {
    const open = await createLink()
    const commented = await createLink()
    const comment = { screenId: listScreenIds()[0] ?? '', name: 'Ana', text: 'Still open' }
    expect((await openReviewer().sendJson(`${commented.path}/comments`, 'POST', comment)).status).toBe(201)
    await sql`update reviews set revoked_at = now(), created_at = now() - interval '1 day' where id = ${commented.id}`
    const readAll = async () => (await owner.open(reviewsPath())).json()
    expect(await readAll()).toMatchObject({ isCut: false })
    await sql`
      insert into reviews (id, user_id, project_id, token_hash, encrypted_token, expires_at, revoked_at)
      select gen_random_uuid(), user_id, project_id, token_hash || n, encrypted_token, expires_at, now()
      from reviews, generate_series(1, 120) n where id = ${open.id}`
    await sql`
      insert into review_comments
        (id, review_id, number, canvas_size_id, locale, name, text, picture_hash, resolved_at, created_at)
      select gen_random_uuid(), ${open.id}, n, 'iphone-69', 'en-US', 'Ana', 'Done', '', now(), now() + interval '1 hour'
      from generate_series(1, 1000) n`
    const { reviews, isCut } = await readAll()
    const listed = reviews as { id: string; comments: { text: string }[] }[]
    expect([isCut, listed.length]).toEqual([true, 101])
    expect(listed.find(({ id }) => id === open.id)?.comments).toHaveLength(999)
    expect(listed.find(({ id }) => id === commented.id)?.comments).toMatchObject([{ text: 'Still open' }])
  })

  test('is 410 when it is revoked, over or its project deleted, and 404 when it never was', async () => {
    const revoked = await createLink()
    const { browser: other } = await createFreshAccount(server)
    const revoke = (browser: BrowserWithoutJavaScript) =>
      browser.send(`/api/reviews/${revoked.id}`, { method: 'DELETE' })
    await expectError(await revoke(openReviewer()), 401, 'unauthorized')
    await expectError(await revoke(other), 404, 'not_found')
    expect((await openPage(revoked.path)).response.status).toBe(200)
    for (const _again of [1, 2]) expect((await revoke(owner)).status).toBe(200)

    const expired = await createLink({ expiresAt: new Date(Date.now() + 60_000).toISOString() })
    await sql`update reviews set expires_at = now() where id = ${expired.id}`
    const orphaned = await createLink()
    const restored = await owner.send(`/api/projects/${project.id}`, { method: 'DELETE' })
    expect(restored.status).toBe(200)

    const comment = { screenId: listScreenIds()[0] ?? '', name: 'Ana', text: 'Hello' }
    for (const { path } of [revoked, expired, orphaned]) {
      await expectError(await openReviewer().open(path), 410, 'gone')
      await expectError(await openReviewer().submit(`${path}/comments`, comment), 410, 'gone')
      await expectError(await openReviewer().submit(path, { password: 'x' }), 410, 'gone')
      const { response, text } = await openPage(path)
      expect([response.status, response.headers.get('content-type')]).toEqual([
        410,
        'text/html; charset=utf-8',
      ])
      expect(text).not.toContain('Tidepool')
    }
    for (const path of ['/r/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA', '/r/x']) {
      await expectError(await openReviewer().open(path), 404, 'not_found')
      await expectError(await openReviewer().submit(`${path}/comments`, comment), 404, 'not_found')
      expect((await openPage(path)).response.status).toBe(404)
    }
  })

  test('with a password shows nothing before it, and tries are counted', async () => {
    const { path, token } = await createLink({ password: 'sea urchin' })
    const reviewer = openReviewer()
    const locked = await openPage(path, reviewer)
    expect(locked.response.status).toBe(401)
    expect(locked.text).not.toContain('Tidepool')
    const picture = `${path}/pictures/iphone-69/en-US/${listScreenIds()[0]}`
    await expectError(await reviewer.open(picture), 401, 'unauthorized')
    const comment = { screenId: listScreenIds()[0] ?? '', name: 'Ana', text: 'Hello' }
    await expectError(await reviewer.submit(`${path}/comments`, comment), 401, 'unauthorized')
    expect((await reviewer.submit(path, { password: 'sea lion' }, html)).status).toBe(401)
    const given = await reviewer.submit(path, { password: 'sea urchin' })
    expect([given.status, given.headers.get('location')]).toEqual([303, path])
    expect(given.headers.get('set-cookie')).toContain(`; Path=/r/${token}; `)
    expect((await openPage(path, reviewer)).text).toContain('Tidepool')
    expect((await openPage(path)).response.status).toBe(401)
    // The pass of one link opens no other.
    const other = await createLink({ password: 'sea urchin' })
    expect((await openPage(other.path, reviewer)).response.status).toBe(401)

    const statuses = []
    for (let attempt = 0; attempt < 12; attempt += 1)
      statuses.push((await openReviewer().submit(other.path, { password: `guess ${attempt}` })).status)
    expect(statuses).toContain(429)
    const limited = await openReviewer().submit(other.path, { password: 'sea urchin' })
    expect([limited.status, Number(limited.headers.get('retry-after')) > 0]).toEqual([429, true])
  })
})

describe('pictures', () => {
  test('are byte for byte those of the command line, drawn once, and drawn again when they change', async () => {
    await uploadSampleMedia()
    const { path, id } = await createLink({ canvasSizeIds: ['iphone-69'], locales: ['de-DE'] })
    const folder = await mkdtemp(join(tmpdir(), 'appframes-review-'))
    const archive = join(folder, 'sample.appframes')
    await writeSampleArchive(archive, [project])
    const exported = spawn(
      process.execPath,
      [
        resolve('bin/appframes.mjs'),
        'export',
        archive,
        '--out',
        join(folder, 'out'),
        '--sizes',
        'iphone-69',
        '--locales',
        'de-DE',
        '--screens',
        '1',
        '--layout',
        'plain',
      ],
      { stdio: 'ignore' },
    )
    const [code] = await once(exported, 'exit')
    expect(code).toBe(0)
    const files = await readdir(join(folder, 'out'), { recursive: true })
    const name = files.find((file) => file.endsWith('.png')) ?? ''
    const expected = await readFile(join(folder, 'out', name))
    await rm(folder, { recursive: true })

    const { text } = await openPage(path)
    const src = /<img src="([^"]+)"/.exec(text)?.[1] ?? ''
    const drawn = await openReviewer().open(src)
    expect([drawn.status, drawn.headers.get('content-type')]).toEqual([200, 'image/png'])
    expect(Buffer.from(await drawn.arrayBuffer()).equals(expected)).toBe(true)
    expect(drawn.headers.get('cache-control')).toMatch(/private/)
    const etag = drawn.headers.get('etag') ?? ''
    // The browser knows it by the name that it is kept under, which another drawing code changes.
    const objects = join(server.dataDir, 'media', 'objects', 'review-pictures', ownerId)
    const listPictures = () => readdir(objects, { recursive: true }).catch(() => [])
    expect(await listPictures()).toContain(`${project.id}/${etag.slice(1, -1)}.png`)
    expect(etag.slice(1)).toMatch(new RegExp(`^${new URL(src, server.url).searchParams.get('v')}`))
    const again = await openReviewer().send(src, { headers: { 'if-none-match': etag } })
    expect(again.status).toBe(304)

    const [first = '', second = ''] = listScreenIds()
    const changed = structuredClone(project.screensByCanvasSize)
    const screen = changed[iphone]?.[first as ScreenId]
    if (screen !== undefined) screen.background = { type: 'colour', colour: '#00ff00' }
    expect((await putProject(1, { screensByCanvasSize: changed })).status).toBe(200)
    const after = await openReviewer().open(src)
    expect(after.headers.get('etag')).not.toBe(etag)
    expect(Buffer.from(await after.arrayBuffer()).equals(expected)).toBe(false)
    const untouched = (html: string) => html.match(new RegExp(`${second}\\?v=[0-9a-f]+`))?.[0]
    expect(untouched((await openPage(path)).text)).toBe(untouched(text))

    expect((await listPictures()).filter((file) => file.endsWith('.png'))).toHaveLength(2)
    expect((await owner.send(`/api/reviews/${id}`, { method: 'DELETE' })).status).toBe(200)
    expect((await listPictures()).filter((file) => file.endsWith('.png'))).toEqual([])
  })

  test('are limited in a minute', async () => {
    const { path } = await createLink()
    const look = () => openReviewer().open(`${path}/pictures/iphone-69/en-US/no-such-screen`)
    const statuses = new Set<number>()
    for (let round = 0; round < 13; round += 1)
      for (const { status } of await Promise.all(Array.from({ length: 50 }, look))) statuses.add(status)
    expect(statuses).toEqual(new Set([404, 429]))
    const limited = await look()
    await expectError(limited, 429, 'rate_limited')
    expect(Number(limited.headers.get('retry-after'))).toBeGreaterThan(0)
  })

  test('without their captures are drawn with placeholders, which the page says', async () => {
    const { path } = await createLink({ canvasSizeIds: ['iphone-69'], locales: ['en-US'] })
    const { text } = await openPage(path)
    expect(text).toContain('tidepool-today.webp')
    const src = /<img src="([^"]+)"/.exec(text)?.[1] ?? ''
    expect((await openReviewer().open(src)).status).toBe(200)
  })

  test('of a video show its thumbnail, which the page says', async () => {
    const [capture] = sampleMedia
    if (capture === undefined) throw new Error('The sample has captures.')
    const film = mp4(2_000)
    expect((await postAsset(owner, film, { id: capture.mediaId, fileName: 'tide.mp4' })).status).toBe(201)
    const { path } = await createLink({ canvasSizeIds: ['iphone-69'], locales: ['en-US'] })
    const readFirst = async () => {
      const { text } = await openPage(path)
      const picture = await openReviewer().open(/<img src="([^"]+)"/.exec(text)?.[1] ?? '')
      expect(picture.status).toBe(200)
      return { text, pixels: PNG.sync.read(Buffer.from(await picture.arrayBuffer())) }
    }
    const before = await readFirst()
    expect(before.text).toMatch(/placeholders are shown: [^.]*tidepool-today/)
    const { buffer } = createCaptureFile('still.png', 118, 256, [250, 10, 20])
    const thumbnail = `/api/media/assets/${capture.mediaId}/thumbnail?sha256=${hashBytes(film)}`
    expect(
      (await owner.send(thumbnail, { method: 'PUT', body: new Uint8Array(buffer) })).status,
    ).toBeLessThan(300)
    const after = await readFirst()
    expect(after.text).toMatch(/a still of the video: tidepool-today/)
    const { width, height, data } = after.pixels
    const middle = (Math.floor(height * 0.6) * width + Math.floor(width / 2)) * 4
    expect([...data.subarray(middle, middle + 3)]).toEqual([250, 10, 20])
  })

  test('with a damaged capture are drawn without it', async () => {
    await uploadSampleMedia()
    const objects = join(server.dataDir, 'media', 'objects', ownerId)
    for (const name of await readdir(objects)) await writeFile(join(objects, name), 'no picture')
    const { path } = await createLink({ canvasSizeIds: ['iphone-69'], locales: ['en-US'] })
    const src = /<img src="([^"]+)"/.exec((await openPage(path)).text)?.[1] ?? ''
    expect((await openReviewer().open(src)).status).toBe(200)
    expect(await readFile(server.errorsFile, 'utf8')).toMatch(/^\{.*is drawn without its captures.*\}$/m)
  })
})

describe('comments', () => {
  test('of a form are pinned where somebody clicked, and the page shows them with the answer', async () => {
    const { id, path } = await createLink({ canvasSizeIds: ['iphone-69'], locales: ['en-US'] })
    const reviewer = openReviewer()
    const screenId = listScreenIds()[0] ?? ''
    // 287 × 624 CSS pixels.
    const place = new URLSearchParams({
      size: 'iphone-69',
      language: 'en-US',
      screen: screenId,
      'wide.x': '143',
      'wide.y': '156',
    })
    const form = (await openPage(`${path}?${place}`, reviewer)).text
    const field = (name: string) => new RegExp(`name="${name}" value="([^"]*)"`).exec(form)?.[1] ?? ''
    expect([Number(field('x')), Number(field('y'))]).toEqual([
      expect.closeTo(0.5, 2),
      expect.closeTo(0.25, 2),
    ])
    const fields = {
      ...{ canvasSizeId: field('canvasSizeId'), locale: field('locale'), screenId: field('screenId') },
      ...{ x: field('x'), y: field('y'), name: 'Ana <i>', text: 'Bigger!\r\n<script>alert(1)</script>' },
    }
    const sent = await reviewer.submit(`${path}/comments`, fields, html)
    expect(sent.status).toBe(303)
    expect(sent.headers.get('location')).toBe(`${path}?size=iphone-69&language=en-US#comment-1`)
    const [review] = await readList()
    expect(review.comments).toMatchObject([
      {
        number: 1,
        screenId,
        name: 'Ana <i>',
        text: 'Bigger!\n<script>alert(1)</script>',
        isUnread: true,
        isOutdated: false,
      },
    ])
    const [comment] = review.comments
    const answers = `/api/reviews/${id}/comments/${comment.id}/answers`
    expect((await owner.sendJson(answers, 'POST', { text: 'Done.' })).status).toBe(201)
    const change = (browser: BrowserWithoutJavaScript, resolved: unknown) =>
      browser.sendJson(`/api/reviews/${id}/comments/${comment.id}`, 'PATCH', { resolved })
    expect((await change(owner, true)).status).toBe(200)

    const { text } = await openPage(path, reviewer)
    expect(text).toContain('Ana &lt;i&gt;')
    expect(text).not.toContain('<script>alert')
    expect(text).toContain('Done.')
    expect(text).toContain('>resolved<')
    expect(text).toMatch(/class="pin" href="#comment-1" style="left:\d+(\.\d+)?%;top:25%"/)
    // The name is not asked again.
    expect(text).toContain('value="Ana &lt;i&gt;"')

    const { browser: other } = await createFreshAccount(server)
    await expectError(await change(other, false), 404, 'not_found')
    await expectError(await change(openReviewer(), false), 401, 'unauthorized')
    await expectError(await change(owner, 'yes'), 400, 'invalid')
    await expectError(await other.sendJson(answers, 'POST', { text: 'Mine' }), 404, 'not_found')
    await expectError(await owner.sendJson(answers, 'POST', { text: ' ' }), 400, 'invalid')
    expect((await change(owner, false)).status).toBe(200)
    expect((await openPage(path)).text).not.toContain('>resolved<')
  })

  test('with a verdict are about one size in one language, and say when the pictures have changed since', async () => {
    const { path } = await createLink({ canvasSizeIds: ['iphone-69'] })
    const verdict = { canvasSizeId: 'iphone-69', locale: 'de-DE', name: 'Ana', verdict: 'approve' }
    expect((await openReviewer().submit(`${path}/comments`, verdict)).status).toBe(303)
    const page = (language: string) => openPage(`${path}?size=iphone-69&language=${language}`)
    expect((await page('de-DE')).text).toMatch(/<b dir="auto">Ana<\/b> approved · .*German/)
    const writeTexts = async (baseRevision: number, language: string) => {
      const changed = structuredClone(project.screensByCanvasSize)
      for (const { elements } of Object.values(changed[iphone] ?? {}))
        for (const element of Object.values(elements))
          if (element.type === 'text') element.contentByLocale[language as Locale] = 'Changed'
      expect((await putProject(baseRevision, { screensByCanvasSize: changed })).status).toBe(200)
    }
    // The other language's pictures are the same as before.
    await writeTexts(1, 'en-US')
    expect((await page('de-DE')).text).not.toContain('changed since')
    await writeTexts(2, 'de-DE')
    expect((await page('de-DE')).text).toContain('changed since')
    expect((await readList())[0].comments).toMatchObject([{ verdict: 'approved', isOutdated: true }])
  })

  test('that are incomplete, too long or about nothing here are refused with what was typed', async () => {
    const { path } = await createLink({ canvasSizeIds: ['iphone-69'], locales: ['en-US'] })
    const screenId = listScreenIds()[0] ?? ''
    const good = { screenId, name: 'Ana', text: 'Nice' }
    for (const bad of [
      { ...good, name: '' },
      { ...good, name: 'x'.repeat(101) },
      { ...good, name: 'a\u0000b' },
      { ...good, name: 'two\nlines' },
      { ...good, text: '' },
      { ...good, text: 'x'.repeat(4_001) },
      { ...good, text: 'a\u001bb' },
      { ...good, x: '0.5' },
      { ...good, x: '2', y: '0' },
      { ...good, x: 'here', y: '0' },
      { ...good, screenId: 'no-such-screen' },
      { ...good, locale: 'de-DE' },
      { ...good, verdict: 'perhaps' },
      { name: 'Ana', text: 'Nice' },
    ]) {
      await expectError(await openReviewer().submit(`${path}/comments`, bad), 400, 'invalid')
      await expectError(await openReviewer().sendJson(`${path}/comments`, 'POST', bad), 400, 'invalid')
    }
    const page = await openReviewer().submit(`${path}/comments`, { ...good, name: '' }, html)
    const text = await page.text()
    expect([page.status, text.includes('role="alert"'), text.includes('>Nice</textarea>')]).toEqual([
      400,
      true,
      true,
    ])
    const evil = { origin: 'https://evil.example' }
    await expectError(await openReviewer().submit(`${path}/comments`, good, evil), 403, 'forbidden')
    expect((await readList())[0].comments).toEqual([])
  })

  test('are limited in a minute, and the limit of one link is not that of another', async () => {
    const [first, second] = [await createLink(), await createLink()]
    const comment = { screenId: listScreenIds()[0] ?? '', name: 'Ana', text: 'Again', x: 0.5, y: 0.25 }
    const send = ({ path }: { path: string }) => openReviewer().sendJson(`${path}/comments`, 'POST', comment)
    const statuses = []
    for (let sent = 0; sent < 11; sent += 1) statuses.push((await send(first)).status)
    expect(statuses).toEqual([...Array(10).fill(201), 429])
    const limited = await send(first)
    await expectError(limited, 429, 'rate_limited')
    expect(Number(limited.headers.get('retry-after'))).toBeGreaterThan(0)
    expect((await send(second)).status).toBe(201)
  })

  test('reach the owner’s devices over the event stream, and are read on all of them', async () => {
    const { path } = await createLink()
    const abort = new AbortController()
    const stream = await owner.send('/api/events?cursor=0', { signal: abort.signal })
    const events = readReviewEvents(stream)
    expect((await events.next()).value).toEqual({ unread: { [project.id]: 0 } })
    const comment = { screenId: listScreenIds()[0] ?? '', name: 'Ana', text: 'Hello' }
    expect((await openReviewer().sendJson(`${path}/comments`, 'POST', comment)).status).toBe(201)
    expect((await events.next()).value).toEqual({ unread: { [project.id]: 1 } })
    const [{ comments }] = await readList()
    const shown = { comments: comments.map(({ id }: { id: string }) => id) }
    expect((await owner.sendJson(`${reviewsPath()}/seen`, 'POST', shown)).status).toBe(200)
    expect((await events.next()).value).toEqual({ unread: { [project.id]: 0 } })
    expect((await readList())[0].comments).toMatchObject([{ isUnread: false }])
    abort.abort()
  })
})

test('a comment that came after the list was shown stays unread, and nobody marks those of another account', async () => {
  const [first, second] = [await createLink(), await createLink()]
  const send = async ({ path }: { path: string }, text: string) => {
    const comment = { screenId: listScreenIds()[0] ?? '', name: 'Ana', text }
    const sent = await openReviewer().sendJson(`${path}/comments`, 'POST', comment)
    expect(sent.status).toBe(201)
    return (await sent.json()).id as string
  }
  const older = await send(first, 'older')
  const shown = await send(first, 'shown')
  await send(second, 'of the other link')
  await send(first, 'later')
  const markSeen = (browser: BrowserWithoutJavaScript, comments: unknown) =>
    browser.sendJson(`${reviewsPath()}/seen`, 'POST', { comments })
  const { browser: other } = await createFreshAccount(server)
  await expectError(await markSeen(other, [shown]), 404, 'not_found')
  await expectError(await markSeen(owner, 'all'), 400, 'invalid')
  const otherId = randomUUID()
  const data = toProjectData(project)
  await other.sendJson(`/api/projects/${otherId}`, 'PUT', { name: 'Other', data, baseRevision: 0 })
  const foreign = await other.sendJson(`/api/projects/${otherId}/reviews/seen`, 'POST', { comments: [shown] })
  expect(foreign.status).toBe(200)
  const listUnread = async () =>
    ((await readList()) as { comments: { text: string; isUnread: boolean }[] }[])
      .flatMap(({ comments }) => comments)
      .filter(({ isUnread }) => isUnread)
      .map(({ text }) => text)
      .toSorted()
  expect(await listUnread()).toEqual(['later', 'of the other link', 'older', 'shown'])
  expect((await markSeen(owner, [shown])).status).toBe(200)
  expect(await listUnread()).toEqual(['later', 'of the other link'])
  // Another tab, which shows less, takes nothing back.
  expect((await markSeen(owner, [older])).status).toBe(200)
  expect(await listUnread()).toEqual(['later', 'of the other link'])
})

async function* readReviewEvents(response: Response) {
  let text = ''
  for await (const chunk of (response.body ?? new ReadableStream()).pipeThrough(new TextDecoderStream())) {
    text += chunk
    const blocks = text.split('\n\n')
    text = blocks.pop() ?? ''
    for (const block of blocks) {
      const [, data] = /^event: reviews\ndata: (.*)$/m.exec(block) ?? []
      if (data !== undefined) yield reviewsEventSchema.parse(JSON.parse(data))
    }
  }
}

test('with the account go its links, comments, answers and pictures', async () => {
  const { path, id } = await createLink()
  const comment = { screenId: listScreenIds()[0] ?? '', name: 'Ana', text: 'Hello' }
  expect((await openReviewer().submit(`${path}/comments`, comment)).status).toBe(303)
  const src = /<img src="([^"]+)"/.exec((await openPage(path)).text)?.[1] ?? ''
  expect((await openReviewer().open(src)).status).toBe(200)
  expect((await owner.sendJson('/api/account', 'DELETE', { password: 'correct horse' })).status).toBe(200)
  await expectError(await openReviewer().open(path), 404, 'not_found')
  const [left] = await sql`select
    (select count(*)::int from reviews where id = ${id}) as reviews,
    (select count(*)::int from review_comments where review_id = ${id}) as comments`
  expect(left).toEqual({ reviews: 0, comments: 0 })
  const objects = join(server.dataDir, 'media', 'objects', 'review-pictures', ownerId)
  const files = await readdir(objects, { recursive: true }).catch(() => [])
  expect(files.filter((file) => file.endsWith('.png'))).toEqual([])
})
