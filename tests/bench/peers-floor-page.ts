import type { Page } from '@playwright/test'
import type {} from '../browser/sync-entry.ts'

type Told = { next: () => Promise<number>; told: Promise<number> }

/** The floor of an edit's way from one device to the other: post → durable row → stream → bare put. */
export const measureFloorEdits = {
  async open(b: Page, url: string): Promise<void> {
    await b.evaluate(async (address) => {
      const database = await syncBench.openBareDatabase()
      const stream = new EventSource(`${address}/stream`)
      await new Promise((resolve) => stream.addEventListener('open', resolve, { once: true }))
      const next = () =>
        new Promise<number>((resolve) =>
          stream.addEventListener(
            'message',
            async ({ data }) => {
              await database.putAll([{ id: 'edit', data }])
              resolve(syncBench.now())
            },
            { once: true },
          ),
        )
      Object.assign(globalThis, { next })
    }, url)
  },
  async run(a: Page, b: Page, url: string): Promise<number> {
    await b.evaluate(() => {
      Object.assign(globalThis, { told: (globalThis as never as Told).next() })
    })
    const sentAtMs = await a.evaluate(async (address) => {
      const atMs = syncBench.now()
      await fetch(`${address}/edit`, {
        method: 'POST',
        body: '{"path":"screens/a/elements/b/x","value":0.25,"n":1}',
      })
      return atMs
    }, url)
    return (await b.evaluate(() => (globalThis as never as Told).told)) - sentAtMs
  },
}

/**
 * Runs in the page: puts this many documents, posts them as gzip and downloads them again, a few requests at a time.
 */
export async function measureFloorBulk({ url, count, bytes }: { url: string; count: number; bytes: number }) {
  const atOnce = 6
  const documents = Array.from({ length: count }, (_, index) =>
    syncBench.createSizedProject(bytes, `Project ${index}`),
  )
  const inTurn = async (work: (index: number) => Promise<void>) => {
    let next = 0
    const run = async () => {
      while (next < count) {
        next += 1
        await work(next - 1)
      }
    }
    await Promise.all(Array.from({ length: atOnce }, run))
  }
  const time = async (work: () => Promise<void>) => {
    const startedMs = syncBench.now()
    await work()
    return syncBench.now() - startedMs
  }
  const database = await syncBench.openBareDatabase()
  const createMs = await time(async () => {
    for (const document of documents) {
      await database.putAll([{ id: document.id, body: JSON.stringify(document) }])
    }
  })
  const pushMs = await time(() =>
    inTurn(async (index) => {
      const gzip = new Blob([JSON.stringify(documents[index])])
        .stream()
        .pipeThrough(new CompressionStream('gzip'))
      const body = await new Response(gzip).arrayBuffer()
      await fetch(`${url}/documents/${index}`, { method: 'POST', body })
    }),
  )
  const pullMs = await time(() =>
    inTurn(async (index) => {
      const body = await (await fetch(`${url}/documents/${index}`)).text()
      await database.putAll([{ id: `fetched-${index}`, body }])
    }),
  )
  database.close()
  return { createMs, pushMs, pullMs }
}
