import { randomUUID } from 'node:crypto'
import postgres from 'postgres'
import { afterAll, beforeAll, beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest'
import type { CanvasSizeId, Locale } from '#app/document/model/ids.ts'
import { toProjectData } from '#app/document/model/project-data.ts'
import type { Project } from '#app/document/model/schema.ts'
import { sampleMedia } from '#app/document/sample/sample-media.ts'
import { BusyError } from '#app/server/http/busy-error.server.ts'
import { CLIENT_IP_HEADER } from '#app/server/http/request-origin.server.ts'
import { storeAsset } from '#app/server/media/media-assets.server.ts'
import { putProject } from '#app/server/projects/projects.server.ts'
import type { DrawInTurn, Drawn, PictureDrawing } from '#app/server/reviews/picture-drawing.server.ts'
import {
  admitReviewer,
  requireReviewer,
  takeComment,
  takePage,
  takePicture,
} from '#app/server/reviews/review-access.server.ts'
import {
  createReview,
  findReview,
  findReviewedProject,
  type ReviewRow,
} from '#app/server/reviews/review-links.server.ts'
import {
  namePicture,
  openReviewPicture,
  planReviewPictures,
} from '#app/server/reviews/review-pictures.server.ts'
import type { Services } from '#app/server/services.server.ts'
import { createReviewPictureKey } from '#app/server/storage/object-keys.server.ts'
import { MAX_AT_ONCE, MAX_WAITING } from '#app/server/sync/account-turns.server.ts'
import { createDocumentCache } from '#app/server/sync/document-cache.server.ts'
import { createPgSyncRepository } from '#app/server/sync/pg-sync-repository.server.ts'
import type { AccountId } from '#db/account-id.ts'
import { createFixedSample } from '#tests/factories/sample-archive.ts'
import { createAccountRow, createTestRuntime } from './setup/test-runtime.ts'

// What many visitors of a link, or one who means no good, may take of the server.

let runtime: Services & { databaseUrl: string; close(): Promise<void> }
let accountId: AccountId
let projectId: string
let review: ReviewRow
let token: string

beforeAll(async () => {
  runtime = await createTestRuntime({
    variables: {
      ...{ REVIEW_COMMENTS_MAX_PER_MINUTE: '1', REVIEW_PICTURES_MAX_PER_MINUTE: '3' },
      REVIEW_PAGES_MAX_PER_MINUTE: '2',
    },
  })
})
afterAll(async () => {
  await runtime.close()
})
beforeEach(async () => {
  accountId = await createAccountRow(runtime, randomUUID())
  projectId = randomUUID()
  const { name, ...sample } = createFixedSample()
  const data = toProjectData({ ...sample, name, id: projectId as Project['id'] })
  await putProject(runtime, accountId, { id: projectId, name, data, baseRevision: 0 })
  const created = await createReview(runtime, accountId, {
    ...{ projectId, password: undefined, canvasSizeIds: null, locales: null },
    expiresAt: new Date(Date.now() + 3_600_000),
  })
  if (created.kind !== 'created') throw new Error(`The link was not made: ${created.kind}`)
  ;({ review, token } = created)
})

describe('a picture', () => {
  const png = new TextEncoder().encode('the picture')
  /** How often bytes were read from the storage, and how often each drawing had how many files. */
  let opened: string[]
  let drawnWith: number[]

  async function uploadCaptures(): Promise<void> {
    for (const { mediaId, fileName } of sampleMedia) {
      const objectKey = `${accountId}/${mediaId}-${fileName}`
      await runtime.storage.put(objectKey, toChunks(new Uint8Array(10)), { mimeType: 'image/webp' })
      const stored = await storeAsset(runtime, accountId, {
        ...{ id: mediaId, fileName, fileType: 'image', mimeType: 'image/webp', size: 10, objectKey },
        ...{ sha256: 'a'.repeat(64), width: 10, height: 10 },
      })
      expect(stored.kind).toBe('stored')
    }
  }
  async function* toChunks(bytes: Uint8Array) {
    yield bytes
  }

  /** The services with a drawing process that answers so. */
  function withDrawing(
    answer: (files: number) => Drawn,
    { isDiskLow = false, beforeTurn = async () => undefined as unknown } = {},
  ): Services {
    opened = []
    drawnWith = []
    const draw: DrawInTurn = async ({ files }) => {
      drawnWith.push(files.size)
      return answer(files.size)
    }
    const drawing: PictureDrawing = {
      ...runtime.drawing,
      takeTurn: async (_scope, work) => {
        await beforeTurn()
        return work(draw)
      },
      readVersion: async () => 'a version',
    }
    const storage: Services['storage'] = {
      ...runtime.storage,
      open: (key) => {
        opened.push(key)
        return runtime.storage.open(key)
      },
    }
    const freeSpace = { isLow: () => isDiskLow, check: async () => undefined, stop: () => undefined }
    return { ...runtime, drawing, storage, freeSpace }
  }

  /** The bytes that a visitor gets of the first picture, and what is in the storage then. */
  async function open(services: Services) {
    const project = await findReviewedProject(services, accountId, projectId)
    if (project === undefined) throw new Error('The project is not there.')
    const set = { canvasSizeId: 'iphone-69' as CanvasSizeId, locale: 'en-US' as Locale }
    const [picture] = await planReviewPictures(services, { review, project, set })
    if (picture === undefined) throw new Error('The sample has screens.')
    const name = await namePicture(services, picture)
    const key = createReviewPictureKey(accountId, { projectId, name })
    const readKept = async () => (await runtime.storage.head(key))?.sizeBytes
    const opening = openReviewPicture(services, { review, picture, name })
    return { opening, readKept, key }
  }
  async function read(opening: ReturnType<typeof openReviewPicture>): Promise<string> {
    const chunks: Uint8Array[] = []
    for await (const chunk of (await opening).body) chunks.push(chunk)
    return Buffer.concat(chunks).toString()
  }

  test('is kept when it is drawn; with a damaged capture it is drawn without captures', async () => {
    await uploadCaptures()
    const services = withDrawing((files) =>
      files > 0 ? { kind: 'failed', message: 'no picture' } : { kind: 'drawn', png },
    )
    const printed = vi.spyOn(console, 'error').mockReturnValue(undefined)
    const { opening, readKept } = await open(services)
    expect(await read(opening)).toBe('the picture')
    expect([drawnWith.length, drawnWith[1], await readKept()]).toEqual([2, 0, png.length])
    expect(printed.mock.calls).toEqual([
      [expect.stringContaining('drawn without its captures'), expect.any(Error)],
    ])
    printed.mockRestore()
  })

  test('that its process did not draw this time is asked for again, and no other is kept in its place', async () => {
    await uploadCaptures()
    let isAway = true
    const services = withDrawing(() => {
      if (isAway) throw new BusyError(30)
      return { kind: 'drawn', png }
    })
    const failed = await open(services)
    await expect(failed.opening).rejects.toMatchObject({ name: 'BusyError', retryAfterSeconds: 30 })
    expect([drawnWith.length, await failed.readKept()]).toEqual([1, undefined])
    isAway = false
    const { opening, readKept } = await open(services)
    expect(await read(opening)).toBe('the picture')
    expect(await readKept()).toBe(png.length)
  })

  test('is shown and not kept while the disk is nearly full, or a capture is missing in the storage', async () => {
    await uploadCaptures()
    const full = await open(withDrawing(() => ({ kind: 'drawn', png }), { isDiskLow: true }))
    expect(await read(full.opening)).toBe('the picture')
    expect(await full.readKept()).toBeUndefined()
    for (const { mediaId, fileName } of sampleMedia)
      await runtime.storage.delete(`${accountId}/${mediaId}-${fileName}`)
    const incomplete = await open(withDrawing(() => ({ kind: 'drawn', png })))
    expect(await read(incomplete.opening)).toBe('the picture')
    expect([drawnWith, await incomplete.readKept()]).toEqual([[0], undefined])
  })

  test('reads its captures when it is its turn, and one that came while it waited is another picture', async () => {
    await uploadCaptures()
    let openedBefore: string[] = []
    const services = withDrawing(() => ({ kind: 'drawn', png }), {
      beforeTurn: async () => {
        openedBefore = [...opened]
        await runtime.database
          .sql`update media_assets set object_deleted_at = now() where user_id = ${accountId}`
      },
    })
    const { opening, readKept, key } = await open(services)
    await expect(opening).rejects.toMatchObject({ name: 'BusyError', retryAfterSeconds: 1 })
    expect([openedBefore, drawnWith, await readKept()]).toEqual([[key], [], undefined])
  })
})

describe('visitors', () => {
  test('of a link that more open than it can take are told to come back, and the account’s sync is not', async () => {
    const other = postgres(runtime.databaseUrl, { max: 1 })
    let letGo: () => void = () => undefined
    const released = new Promise<void>((resolve) => {
      letGo = resolve
    })
    let locked: () => void = () => undefined
    const isLocked = new Promise<void>((resolve) => {
      locked = resolve
    })
    // Nothing of any account can be read meanwhile.
    const holding = other.begin(async (tx) => {
      await tx`lock table projects in access exclusive mode`
      locked()
      await released
    })
    // A failure lets go as well: the tests after it read the table.
    onTestFinished(() => {
      letGo()
      return other.end()
    })
    await isLocked
    const refused: string[] = []
    const visits = Array.from({ length: MAX_AT_ONCE + MAX_WAITING + 6 }, () =>
      findReview(runtime, token).then(
        ({ kind }) => kind,
        (error: Error) => {
          refused.push(error.name)
          return error.name
        },
      ),
    )
    // One that comes when the first have gone would find a place.
    await expect.poll(() => refused.length).toBe(6)
    const writing = runtime.repository
      .transact(accountId, async (account) => account.takeSeq())
      .catch((error: Error) => error.name)
    const wrote = await writing
    letGo()
    await holding
    const kinds = await Promise.all(visits)
    expect(wrote).toEqual(expect.any(Number))
    expect(kinds.filter((kind) => kind === 'ok')).toHaveLength(MAX_AT_ONCE + MAX_WAITING)
    expect(kinds.filter((kind) => kind === 'BusyError')).toHaveLength(6)
  })

  test('read the document once: it is kept for the next of them', async () => {
    const cache = createDocumentCache({ maxBytes: 50_000_000 })
    const repository = createPgSyncRepository({ sql: runtime.database.sql, cache })
    const findKept = () =>
      repository.read(accountId, async (account) => {
        const [project] = await account.findProjects([projectId])
        return project && cache.find(accountId, project)
      })
    expect(await findKept()).toBeUndefined()
    expect((await findReview({ ...runtime, repository }, token)).kind).toBe('ok')
    expect(await findKept()).toMatchObject({ id: projectId })
  })

  const from = (address: string) =>
    new Request('http://localhost/', { headers: { [CLIENT_IP_HEADER]: address } })
  /** As if the minute were over. */
  const endMinutes = () =>
    runtime.database.sql`update limit_counts set ends_at = now() where ends_at < now() + interval '2 minutes'`

  test('who comment in a link as often as they can, alone or from a whole /48, leave the others their share', async () => {
    const sent: string[] = []
    for (let minute = 0; minute < 8; minute += 1) {
      const all = ['192.0.2.1', ...Array.from({ length: 12 }, (_, net) => `2001:db8:1:${net}::1`)]
      for (const address of all)
        if ((await takeComment(runtime, from(address), review.id)) === undefined) sent.push(address)
      await endMinutes()
    }
    // Six minutes' worth in an hour, of the /48 ten times that.
    expect(sent.filter((address) => address === '192.0.2.1')).toHaveLength(6)
    expect(sent.filter((address) => address !== '192.0.2.1')).toHaveLength(60)
    expect(await takeComment(runtime, from('198.51.100.7'), review.id)).toBeUndefined()
    // Of all together twenty visitors' worth.
    const others = Array.from({ length: 60 }, (_, host) => `203.0.113.${host}`)
    const waits = []
    for (const address of others) waits.push(await takeComment(runtime, from(address), review.id))
    expect(waits.filter((wait) => wait === undefined)).toHaveLength(120 - 6 - 60 - 1)
  })

  test('open the page so often in a minute and no more, and without the password nothing of the project is read', async () => {
    let reads = 0
    const { repository } = runtime
    const counting: typeof repository = {
      ...repository,
      read: (id, work, prefetch) =>
        repository.read(
          id,
          (account) =>
            work(
              Object.create(account, {
                readDocuments: {
                  value: (...parameters: Parameters<typeof account.readDocuments>) => {
                    reads += 1
                    return account.readDocuments(...parameters)
                  },
                },
              }),
            ),
          prefetch,
        ),
    }
    const visit = async (address: string, to = token) =>
      await admitReviewer({ ...runtime, repository: counting }, from(address), { token: to, take: takePage })
    const kinds = []
    for (const _each of [1, 2, 3]) kinds.push((await visit('192.0.2.1')).kind)
    expect([kinds, reads]).toEqual([['admitted', 'admitted', 'limited'], 2])
    expect((await visit('198.51.100.7')).kind).toBe('admitted')
    const locked = await createReview(runtime, accountId, {
      ...{ projectId, password: 'a password of many words', canvasSizeIds: null, locales: null },
      expiresAt: new Date(Date.now() + 3_600_000),
    })
    if (locked.kind !== 'created') throw new Error(`The link was not made: ${locked.kind}`)
    expect([(await visit('192.0.2.1', locked.token)).kind, reads]).toEqual(['locked', 3])
    await runtime.database.sql`update projects set deleted_at = now() where id = ${projectId}`
    expect(await visit('198.51.100.7', locked.token)).toEqual({ kind: 'denied', code: 'gone' })
  })

  test('look at so many pictures in a minute and at no more; others go on', async () => {
    const look = (address: string) => requireReviewer(runtime, from(address), { token, take: takePicture })
    for (const _each of [1, 2, 3]) await look('192.0.2.1')
    const refused: unknown = await look('192.0.2.1').catch((error: unknown) => error)
    expect(refused).toBeInstanceOf(Response)
    expect(refused).toMatchObject({ status: 429 })
    expect(Number((refused as Response).headers.get('retry-after'))).toBeGreaterThan(0)
    await look('198.51.100.7')
  })
})
