import { expect, test } from 'vitest'
import { watchFreeSpace } from './free-space.server.ts'

test('a disk that runs full is low until there is space again, whichever of the folders it holds', async () => {
  const free: Record<string, number> = { '/data': 1_000, '/postgres': 1_000 }
  const space = await watchFreeSpace({
    folders: ['/data', '/postgres'],
    minFreeBytes: 500,
    readFreeBytes: async (folder) => free[folder] ?? 0,
  })
  expect(space.isLow()).toBe(false)
  for (const folder of ['/data', '/postgres']) {
    free[folder] = 499
    const printed = console.error
    const said: unknown[] = []
    console.error = (...words) => said.push(...words)
    await space.check()
    await space.check()
    console.error = printed
    expect(space.isLow()).toBe(true)
    expect(said.filter((one) => typeof one === 'string')).toEqual([
      expect.stringContaining(`The disk of ${folder} has 0 MB left`),
    ])
    free[folder] = 500
    await space.check()
    expect(space.isLow()).toBe(false)
  }
  space.stop()
})
