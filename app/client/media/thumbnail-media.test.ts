import { afterEach, expect, it, vi } from 'vitest'
import type { ProjectId } from '#app/document/model/ids.ts'
import { openMediaDevice } from '#tests/fakes/simulated-media-device.ts'
import { createSimulatedMediaServer } from '#tests/fakes/simulated-media-server.ts'
import { createClientMedia } from './editor-media.ts'
import { createCardMedia } from './thumbnail-media.ts'

const holiday = 'holiday' as ProjectId
const unexpected = () => expect.unreachable('Nothing is imported here.')
const small = new Blob(['drawn small'], { type: 'image/webp' })

// Node has none: a picture is its text.
vi.stubGlobal('createImageBitmap', async (picture: Blob) => ({
  text: await picture.text(),
  width: 1,
  height: 1,
}))
afterEach(() => vi.unstubAllGlobals())

it('a card shows small pictures without fetching an original, and is drawn again when one has come', async () => {
  const server = createSimulatedMediaServer()
  const elsewhere = openMediaDevice(server)
  const asset = await elsewhere.add('picture', {}, small)
  await elsewhere.service.syncPendingAssets()
  await expect.poll(() => server.rows.get(asset.cloudId)?.thumbnail).toBeDefined()

  const { service, store } = openMediaDevice(server)
  await service.pullCloudAssets()
  const drawnAgain: ProjectId[] = []
  const localMedia = {
    ...{ store, service },
    subscribe: (listener: Parameters<typeof service.subscribe>[0]) => service.subscribe(listener),
    broadcast: () => undefined,
    makeRoom: async () => false,
  }
  const importer = { importPicture: unexpected, createThumbnail: unexpected, close: () => undefined }
  const cards = createCardMedia({
    localMedia,
    media: createClientMedia({
      ...{ localMedia, importer },
      isSignedIn: true,
      mintId: () => crypto.randomUUID(),
      nowMs: () => 0,
      onNotice: unexpected,
    }),
    onPictures: (projectId) => drawnAgain.push(projectId),
    onFault: (error) => expect.unreachable(String(error)),
  })
  const draw = async () => {
    const card = cards.watch(holiday)
    const picture = await card.media.loadImage(asset.cloudId)
    return [picture && 'text' in picture ? picture.text : undefined, card.isWhole()]
  }

  expect(await draw()).toEqual([undefined, false])
  await expect.poll(() => drawnAgain).toEqual([holiday])
  expect(await draw()).toEqual(['drawn small', false])
  expect(server.requests.filter(({ url }) => url.startsWith('https://bucket'))).toEqual([])
  await service.fetchOriginal(asset.cloudId)
  expect(drawnAgain).toEqual([holiday, holiday])
  expect(await draw()).toEqual(['picture', true])
})
