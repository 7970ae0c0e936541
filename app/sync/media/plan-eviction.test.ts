import { describe, expect, it } from 'vitest'
import type { MediaId } from '#app/document/model/ids.ts'
import type { MediaAsset } from '../ports/project-store.ts'
import { planBytesToFree, planEviction } from './plan-eviction.ts'

function asset(name: string, createdAt: number, fields: Partial<MediaAsset> = {}): MediaAsset {
  const cloudId = name as MediaId
  return {
    cloudId,
    handleName: cloudId,
    fileName: `${name}.png`,
    fileType: 'image',
    mimeType: 'image/png',
    size: 10,
    width: 1,
    height: 1,
    sha256: name,
    createdAt,
    updatedAt: createdAt,
    syncStatus: 'synced',
    ...fields,
  }
}
const nothingKept = () => false

describe('which originals make room', () => {
  it('the oldest go first, and no more than needed', () => {
    const assets = [asset('new', 3), asset('old', 1), asset('middle', 2)]
    expect(planEviction(assets, { bytesToFree: 15, isKept: nothingKept })).toEqual(['old', 'middle'])
    expect(planEviction(assets, { bytesToFree: 0, isKept: nothingKept })).toEqual([])
  })

  it.each<[string, Partial<MediaAsset>]>([
    ['waits to go up', { syncStatus: 'pending' }],
    ['is on its way', { syncStatus: 'syncing' }],
    ['was refused', { syncStatus: 'error' }],
    ['is deleted, and may be brought back', { deletedAt: 5 }],
    ['is not here', { isRemote: true }],
  ])('never one that %s', (_what, fields) => {
    const assets = [asset('old', 1, fields), asset('new', 2)]
    expect(planEviction(assets, { bytesToFree: 1_000, isKept: nothingKept })).toEqual(['new'])
  })

  it('never one that is to be had offline or is on the stage', () => {
    const assets = [asset('old', 1), asset('new', 2)]
    expect(planEviction(assets, { bytesToFree: 1_000, isKept: (id) => id === 'old' })).toEqual(['new'])
  })
})

describe('how much room is made', () => {
  it('none while there is enough', () => {
    expect(planBytesToFree({ usage: 84, quota: 100 })).toBe(0)
    expect(planBytesToFree({ usage: 500, quota: 0 })).toBe(0)
  })

  it('down to seven tenths once it is tight, with what is to come counted', () => {
    expect(planBytesToFree({ usage: 90, quota: 100 })).toBe(20)
    expect(planBytesToFree({ usage: 80, quota: 100 }, 10)).toBe(20)
  })
})
