import { expect, it } from 'vitest'
import { openMediaDevice } from '#tests/fakes/simulated-media-device.ts'
import { createSimulatedMediaServer } from '#tests/fakes/simulated-media-server.ts'
import { createMediaThumbnails } from './media-thumbnails.ts'

const unexpected = () => expect.unreachable('There is no original to draw from.')

/** The thumbnails of a device that has pulled the account's rows and nothing else; an address is the picture's text. */
async function openFreshDevice(server: ReturnType<typeof createSimulatedMediaServer>) {
  const device = openMediaDevice(server)
  await device.service.pullCloudAssets()
  const shown = new Map<string, Blob>()
  const thumbnails = createMediaThumbnails({
    localMedia: {
      store: device.store,
      service: device.service,
      subscribe: (listener) => device.service.subscribe(listener),
    },
    importer: { createThumbnail: unexpected },
    onFault: (error) => expect.unreachable(String(error)),
    urls: {
      createObjectURL: (picture) => {
        const url = `blob:${shown.size}`
        if (picture instanceof Blob) shown.set(url, picture)
        return url
      },
      revokeObjectURL: () => undefined,
    },
  })
  return { ...device, thumbnails, readShown: async (url: string | undefined) => shown.get(url ?? '')?.text() }
}

it('a tile of a file that is only in the account shows the small picture; one made of it shows its own', async () => {
  const server = createSimulatedMediaServer()
  const device = openMediaDevice(server)
  const file = await device.add('picture', {}, new Blob(['upright'], { type: 'image/webp' }))
  const turned = await device.add('turned picture', {}, new Blob(['on its side'], { type: 'image/webp' }))
  await device.service.syncPendingAssets()
  await expect.poll(() => [...server.rows.values()].every(({ thumbnail }) => thumbnail)).toBe(true)

  const { thumbnails, readShown } = await openFreshDevice(server)
  const told: string[] = []
  for (const { cloudId } of [file, turned]) {
    thumbnails.subscribe(cloudId, () => told.push(cloudId))
    expect(thumbnails.find(cloudId)).toBeUndefined()
  }
  await expect.poll(() => told.toSorted()).toEqual([file.cloudId, turned.cloudId].toSorted())
  expect(await readShown(thumbnails.find(file.cloudId))).toBe('upright')
  expect(await readShown(thumbnails.find(turned.cloudId))).toBe('on its side')
  expect(server.requests.filter(({ url }) => url.startsWith('https://bucket'))).toEqual([])
})
