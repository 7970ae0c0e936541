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
      const tabId = await acquireTabId({
        session,
        local,
        mintId: () => `tab-${++count}`,
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

test('a tab keeps its id over a reload', async () => {
  const browser = createBrowser()
  const [first, second] = [await browser.open(), await browser.open()]
  expect(second.tabId).not.toBe(first.tabId)
  first.close()
  second.close()
  expect((await browser.open(first.session)).tabId).toBe(first.tabId)
})

test('a new tab takes over the id of the last closed tab', async () => {
  const browser = createBrowser()
  const [first, second] = [await browser.open(), await browser.open()]
  first.close()
  second.close()
  expect((await browser.open()).tabId).toBe(second.tabId)
  expect((await browser.open()).tabId).toBe(first.tabId)
})

test('a duplicated tab gets an id of its own', async () => {
  const browser = createBrowser()
  const first = await browser.open()
  const copy = await browser.open(first.session)
  expect(copy.tabId).not.toBe(first.tabId)
})

test('without locks a tab keeps its own id and takes over no other', async () => {
  const [local, session] = [createMemoryStorage(), createMemoryStorage()]
  let count = 0
  const open = (own: Storage) => acquireTabId({ session: own, local, mintId: () => `tab-${++count}` })
  const first = await open(session)
  expect(await open(createMemoryStorage())).not.toBe(first)
  expect(await open(session)).toBe(first)
})

test('a browser that stores nothing still names its tabs', async () => {
  const session = createMemoryStorage({ isFull: true })
  const tabId = await acquireTabId({
    session,
    local: session,
    mintId: () => 'minted',
    hold: async () => true,
  })
  expect(tabId).toBe('minted')
})
