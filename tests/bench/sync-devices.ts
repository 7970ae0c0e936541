import type { Page } from '@playwright/test'
import { openSyncPage } from '../browser/open-sync-page.ts'
import { serveModule } from '../browser/serve-module.mjs'
import type { BenchHarness } from './harness.mjs'
import { startRelay } from './relay.mjs'

/** The real server, the module that devices run, and the least a server can do. */
export type Devices = {
  app: { url: string; dataDir: string }
  served: { url: string }
  relay: Awaited<ReturnType<typeof startRelay>>
  harness: BenchHarness
}

export async function startDevices(harness: BenchHarness): Promise<Devices> {
  const app = await harness.startApp()
  const served = await serveModule('tests/browser/sync-entry.ts')
  harness.onClose(served.close)
  const relay = await startRelay()
  harness.onClose(relay.close)
  return { app, served, relay, harness }
}

/** A page of its own browser, signed in, that runs the bench's module instead of the app. */
export async function openDevicePage({ app, served, harness }: Devices, email: string) {
  const page: Page = await harness.openPage('about:blank')
  const { userId } = await openSyncPage(page, { appUrl: app.url, servedUrl: served.url, email })
  return { page, userId }
}

/** Runs in the page: stores this many projects of about this size, as after offline work. Resolves with how long storing took. */
export async function createOffline({
  userId,
  count,
  bytes,
}: {
  userId: string
  count: number
  bytes: number
}): Promise<number> {
  const local = await syncBench.openLocal(userId)
  const projects = Array.from({ length: count }, (_, index) =>
    syncBench.createSizedProject(bytes, `Project ${index}`),
  )
  const startedMs = performance.now()
  for (const project of projects) await local.create(project)
  const tookMs = performance.now() - startedMs
  local.close()
  return tookMs
}
