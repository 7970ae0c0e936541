import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { MediaId } from '#app/document/model/ids.ts'
import { openMediaDevice } from '#tests/fakes/simulated-media-device.ts'
import { createSimulatedMediaServer } from '#tests/fakes/simulated-media-server.ts'
import { fetchOriginal } from './fetch-original.ts'

beforeEach(() => void vi.stubGlobal('navigator', { onLine: true }))
afterEach(() => void vi.unstubAllGlobals())

const unlisted = crypto.randomUUID() as MediaId

test('[F39] a file that is not listed here is unknown only when the account is in reach', async () => {
  const server = createSimulatedMediaServer()
  const { service } = openMediaDevice(server)
  expect(await fetchOriginal(service, unlisted, undefined)).toBe('unknown')
  server.intervene(() => new Error('no network'))
  await service.pullCloudAssets()
  expect(await fetchOriginal(service, unlisted, undefined)).toBe('unreachable')
})

test('a file that is not listed here may be in the account when the browser is offline', async () => {
  vi.stubGlobal('navigator', { onLine: false })
  const { service } = openMediaDevice(createSimulatedMediaServer())
  expect(await fetchOriginal(service, unlisted, undefined)).toBe('unreachable')
})

test('without an account nothing brings a file back', async () => {
  expect(await fetchOriginal(undefined, unlisted, undefined)).toBe('unknown')
  expect(await fetchOriginal(undefined, unlisted, AbortSignal.abort())).toBe('unreachable')
})
