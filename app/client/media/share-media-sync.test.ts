import { expect, test } from 'vitest'
import { planAsset } from '#tests/fakes/simulated-media-device.ts'
import { createSimulatedMediaServer } from '#tests/fakes/simulated-media-server.ts'
import { createMediaBrowser } from '#tests/fakes/simulated-media-tabs.ts'

const UPLOAD = 'POST /api/media/assets'
const large = new Blob([new Uint8Array(35_000_000)])
type Server = ReturnType<typeof createSimulatedMediaServer>

/** Two tabs of one browser; the first one leads. */
async function openTwoTabs() {
  const server = createSimulatedMediaServer()
  const browser = createMediaBrowser(server)
  const leader = browser.openTab()
  await browser.settle()
  const follower = browser.openTab()
  await browser.settle()
  expect([leader.role.get(), follower.role.get()]).toEqual(['leads', 'follows'])
  return { server, browser, leader, follower }
}

/** Requests are answered when the returned function is called. */
function hold(server: Server): () => void {
  let letGo: () => void = () => undefined
  server.hold(new Promise((resolve) => (letGo = resolve)))
  return () => {
    server.hold(undefined)
    letGo()
  }
}

const countUploads = ({ requests }: { requests: readonly string[] }) =>
  requests.filter((request) => request === UPLOAD).length

test('an import of any tab is uploaded at once and once, by the leader', async () => {
  const { server, browser, leader, follower } = await openTwoTabs()
  const assets = [
    await follower.importFile('a'),
    await leader.importFile('b'),
    await follower.importFile('c'),
  ]
  await browser.settle()
  for (const { cloudId } of assets) {
    expect(await browser.store.findAsset(cloudId)).toMatchObject({ syncStatus: 'synced' })
  }
  expect([server.rows.size, countUploads(leader)]).toEqual([3, 3])
  expect(follower.requests).toEqual([])
})

test('only the tab that leads polls', async () => {
  const { browser, leader, follower } = await openTwoTabs()
  const before = leader.requests.length
  await browser.advance(61_000)
  expect(leader.requests.slice(before)).toHaveLength(2)
  expect(follower.requests).toEqual([])
})

test('[F38] the tab that leads is closed in mid-upload: the other resumes it behind the parts that arrived', async () => {
  const { server, browser, leader, follower } = await openTwoTabs()
  let puts = 0
  server.intervene(({ method }) => {
    if (method === 'PUT') puts += 1
    if (method === 'PUT' && puts === 3) leader.close()
    return undefined
  })
  const asset = await follower.importFile(large)
  await expect.poll(async () => (await browser.store.findAsset(asset.cloudId))?.syncStatus).toBe('synced')
  // Five parts, the third of them twice.
  expect([puts, server.rows.size]).toEqual([6, 1])
  expect(follower.requests.filter((request) => request.startsWith('PUT'))).toHaveLength(3)
})

test('[F12] the tab that leads is frozen in mid-upload: the other uploads, and the thawed one leaves it at that', async () => {
  const { server, browser, leader, follower } = await openTwoTabs()
  server.intervene(({ method }) => {
    if (method !== 'POST' || countUploads(leader) > 1 || countUploads(follower) > 0) return undefined
    leader.freeze()
    return new Error('cut')
  })
  const asset = await leader.importFile('picture')
  await browser.advance(10_000)
  expect(follower.role.get()).toBe('leads')
  expect(countUploads(follower)).toBe(1)
  expect(await browser.store.findAsset(asset.cloudId)).toMatchObject({ syncStatus: 'synced' })
  const before = leader.requests.length
  leader.thaw()
  await browser.settle()
  expect(leader.role.get()).toBe('follows')
  expect(leader.requests).toHaveLength(before)
  expect(await browser.store.findAsset(asset.cloudId)).toMatchObject({ syncStatus: 'synced' })
})

test('“Sync now” of a tab that follows is done by the one that leads, and both show the outcome', async () => {
  const { server, browser, leader, follower } = await openTwoTabs()
  const { asset, file } = await planAsset('a', browser.clock.time.nowMs())
  await browser.store.put(asset, file, undefined)
  await follower.service.syncPendingAssets()
  expect(server.rows.size).toBe(1)
  for (const row of [...server.rows.values()]) {
    server.putFromElsewhere({ ...row, id: crypto.randomUUID() }, new Blob(['b']))
  }
  await follower.service.pullCloudAssets()
  expect(await browser.store.listAssets()).toHaveLength(2)
  expect(follower.requests).toEqual([])
  expect(follower.service.state?.get()).toEqual(leader.service.state?.get())
  expect(follower.service.state?.get()).toMatchObject({ usedBytes: 5, quotaBytes: 10 })
  const late = browser.openTab()
  await browser.settle()
  expect(late.service.state?.get()).toMatchObject({ usedBytes: 5, quotaBytes: 10 })
})

test('“Sync now” that no leader has answered is done by the tab itself once it leads', async () => {
  const { server, browser, leader, follower } = await openTwoTabs()
  leader.freeze()
  await follower.importFile('a')
  let isDone = false
  void follower.service.syncPendingAssets().then(() => {
    isDone = true
  })
  await browser.settle()
  expect(isDone).toBe(false)
  await browser.advance(10_000)
  expect([isDone, server.rows.size]).toEqual([true, 1])
})

test('[F39] a picture that a following tab shows before the account has it arrives there after the leader’s pull', async () => {
  const { server, browser, leader, follower } = await openTwoTabs()
  const elsewhere = createMediaBrowser(server)
  const other = elsewhere.openTab()
  await elsewhere.settle()
  const letGo = hold(server)
  const asset = await other.importFile('picture')
  follower.service.request(asset.cloudId)
  await browser.settle()
  expect(await browser.store.findAsset(asset.cloudId)).toBeUndefined()
  letGo()
  await elsewhere.settle()
  leader.service.recordMediaSeq(1)
  await browser.settle()
  expect(await (await browser.store.findFile(asset.cloudId))?.text()).toBe('picture')
  expect(follower.requests.filter((request) => request.startsWith('GET https://bucket'))).toHaveLength(1)
})

test('paused for a sign-out, a tab sends nothing; when that did not happen, it goes on', async () => {
  const { server, browser, leader } = await openTwoTabs()
  const letGo = hold(server)
  const asset = await leader.importFile('a')
  await browser.settle()
  leader.role.set('paused')
  const before = server.requests.length
  letGo()
  await leader.importFile('b')
  leader.service.request(asset.cloudId)
  void leader.service.fetchOriginal(asset.cloudId)
  await browser.advance(31_000)
  expect(server.requests).toHaveLength(before)
  leader.role.set('leads')
  await browser.settle()
  expect(await browser.store.listAssets()).toMatchObject([{ syncStatus: 'synced' }, { syncStatus: 'synced' }])
})
