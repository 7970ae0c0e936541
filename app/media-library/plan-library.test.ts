import { describe, expect, it } from 'vitest'
import type { MediaId } from '#app/document/model/ids.ts'
import type { MediaItem } from './media-library.ts'
import { describeBadge, describeFile, filterMedia, noFilter, planFocus } from './plan-library.ts'

const nowMs = Date.UTC(2026, 5, 15)
const item = (fields: Partial<MediaItem>): MediaItem => ({
  mediaId: 'a' as MediaId,
  mediaIds: ['a' as MediaId],
  fileName: 'Home.png',
  fileType: 'image',
  mimeType: 'image/png',
  sizeBytes: 1_234_567,
  width: 1206,
  height: 2622,
  addedAtMs: nowMs,
  badge: { kind: 'synced' },
  isRemote: false,
  ...fields,
})
const items = [
  item({ fileName: 'Home screen.png' }),
  item({ fileName: 'Week.mp4', fileType: 'video', addedAtMs: nowMs - 3 * 86_400_000, isRemote: true }),
  item({ fileName: 'Old.png', addedAtMs: nowMs - 40 * 86_400_000, badge: { kind: 'failed', message: 'no' } }),
]
const names = (filter: Partial<typeof noFilter>) =>
  filterMedia(items, { ...noFilter, ...filter }, nowMs).map(({ fileName }) => fileName)

describe('filterMedia', () => {
  it('finds every word of a search, in any order, and pixel sizes', () => {
    expect(names({ query: 'screen HOME' })).toEqual(['Home screen.png'])
    expect(names({ query: '1206x2622' })).toHaveLength(3)
    expect(names({ query: 'nothing' })).toEqual([])
  })

  it('keeps one type', () => {
    expect(names({ type: 'videos' })).toEqual(['Week.mp4'])
    expect(names({ type: 'pictures' })).toHaveLength(2)
    expect(names({ type: 'only-cloud' })).toEqual(['Week.mp4'])
    expect(names({ type: 'failed' })).toEqual(['Old.png'])
  })

  it('keeps recently added files', () => {
    expect(names({ date: 'day' })).toEqual(['Home screen.png'])
    expect(names({ date: 'week' })).toHaveLength(2)
    expect(names({ date: 'month', type: 'videos' })).toEqual(['Week.mp4'])
  })
})

describe('words', () => {
  it('name the type, the pixels and the size of a file', () => {
    expect(describeFile(item({}))).toBe('PNG · 1206 × 2622 · 1.2 MB')
  })

  it('never call an upload done before it is', () => {
    expect(describeBadge({ kind: 'uploading', share: 0.999 })).toBe('Uploading 99 %')
    expect(describeBadge({ kind: 'uploading', share: 0.424 })).toBe('Uploading 42 %')
  })
})

describe('planFocus', () => {
  it('walks a wrapped grid and stops at its edges', () => {
    const grid = { count: 8, columns: 3 }
    expect(planFocus('ArrowRight', { at: 7, ...grid })).toBe(7)
    expect(planFocus('ArrowDown', { at: 1, ...grid })).toBe(4)
    expect(planFocus('ArrowDown', { at: 6, ...grid })).toBe(6)
    expect(planFocus('ArrowUp', { at: 2, ...grid })).toBe(2)
    expect(planFocus('End', { at: 2, ...grid })).toBe(7)
    expect(planFocus('x', { at: 2, ...grid })).toBeUndefined()
  })
})
