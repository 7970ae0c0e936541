import { expect, test } from 'vitest'
import { createMemoryStorage } from '#tests/fakes/memory-storage.ts'
import { acquireTabId } from './tab-id.ts'

function createBrowser() {
  const held = new Set<string>()
  const local = createMemoryStorage()
  let count = 0
  return {
    async open(session = createMemoryStorage()) {
      const locks: string[] = []
      const { tabId } = await acquireTabId({
        session,
        local,
        mintId: () => `seat-${++count}`,
        async hold(name) {
          if (held.has(name)) return false
          held.add(name)
          locks.push(name)
          return true
        },
      })
      const close = () => {
        for (const name of locks) held.delete(name)
      }
      return { tabId, session, close }
    },
  }
}

test('a tab keeps its place over a reload', async () => {
  const browser = createBrowser()
  const [first, second] = [await browser.open(), await browser.open()]
  expect(second.tabId).not.toBe(first.tabId)
  first.close()
  second.close()
  expect((await browser.open(first.session)).tabId).toBe(first.tabId)
})

test('a fresh tab takes the place of the one that left last', async () => {
  const browser = createBrowser()
  const [first, second] = [await browser.open(), await browser.open()]
  first.close()
  second.close()
  expect((await browser.open()).tabId).toBe(second.tabId)
  expect((await browser.open()).tabId).toBe(first.tabId)
})

test('a copied tab finds its place taken and gets another', async () => {
  const browser = createBrowser()
  const first = await browser.open()
  const copy = await browser.open(first.session)
  expect(copy.tabId).not.toBe(first.tabId)
})

test('without locks a tab keeps its own place and takes nobody else’s', async () => {
  const [local, session] = [createMemoryStorage(), createMemoryStorage()]
  let count = 0
  const open = (own: Storage) => acquireTabId({ session: own, local, mintId: () => `seat-${++count}` })
  const first = await open(session)
  expect((await open(createMemoryStorage())).tabId).not.toBe(first.tabId)
  expect((await open(session)).tabId).toBe(first.tabId)
})

test('a browser that stores nothing still names its tabs', async () => {
  const session = createMemoryStorage({ isFull: true })
  const seat = await acquireTabId({ session, local: session, mintId: () => 'minted', hold: async () => true })
  expect(seat.tabId).toBe('minted')
})
