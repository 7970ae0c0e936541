import { describe, expect, it } from 'vitest'
import { alignPaths, countChanges, planChanges } from './plan-changes.ts'

const list = (files: Record<string, string>) =>
  Object.entries(files).map(([path, sha256]) => ({ path, sha256 }))

function plan(before: Record<string, string>, after: Record<string, string>, planned = Object.keys(after)) {
  return planChanges({
    before: list(before),
    after: list(after),
    isPlanned: (path) => planned.includes(path),
  })
}

describe('planChanges', () => {
  it('tells new, changed, moved, same and removed files apart', () => {
    const changes = plan(
      { 'en/1.png': 'a', 'en/2.png': 'b', 'en/3.png': 'c', 'de/1.png': 'd' },
      { 'en/1.png': 'a', 'en/2.png': 'x', 'en/4.png': 'c', 'en/5.png': 'y' },
    )
    expect(changes.files).toEqual([
      { path: 'en/1.png', kind: 'same' },
      { path: 'en/2.png', kind: 'changed' },
      { path: 'en/4.png', kind: 'moved', from: 'en/3.png' },
      { path: 'en/5.png', kind: 'new' },
    ])
    expect(changes.removed).toEqual(['de/1.png', 'en/3.png'])
    expect(countChanges(changes)).toEqual({ new: 1, changed: 1, moved: 1, same: 1, removed: 2 })
  })

  it('two screens that changed places are both moved', () => {
    const { files } = plan({ '1.png': 'a', '2.png': 'b' }, { '1.png': 'b', '2.png': 'a' })
    expect(files).toEqual([
      { path: '1.png', kind: 'moved', from: '2.png' },
      { path: '2.png', kind: 'moved', from: '1.png' },
    ])
  })

  it('counts a picture that several languages share once', () => {
    expect(plan({}, { 'en/1.png': 'a', 'de/1.png': 'a', 'fr/1.png': 'b' }).different).toBe(2)
  })

  it('a picture that is not exported this time is not removed', () => {
    expect(
      plan({ 'ipad/1.png': 'a' }, { 'iphone/1.png': 'b' }, ['ipad/1.png', 'iphone/1.png']).removed,
    ).toEqual([])
  })

  it('the same pixels in other bytes are the same', () => {
    const changes = planChanges({
      before: [{ path: '1.png', sha256: 'theirs', pixels: 'p' }],
      after: [{ path: '1.png', sha256: 'ours', pixels: 'p' }],
      isPlanned: () => true,
    })
    expect(changes.files).toEqual([{ path: '1.png', kind: 'same' }])
  })
})

describe('alignPaths', () => {
  const ours = ['fastlane/screenshots/en-US/a.png', 'fastlane/screenshots/de-DE/a.png']

  it.each([
    ['the folder itself', ours],
    ['a folder further down', ['en-US/a.png', 'de-DE/a.png']],
    ['a folder further up', ours.map((path) => `app/${path}`)],
    ['another root', ['live/en-US/a.png', 'live/de-DE/a.png']],
  ])('%s meets the paths of the layout', (_name, theirs) => {
    expect([...alignPaths(ours, theirs).values()]).toEqual(ours)
  })

  it('keeps paths that meet nothing', () => {
    expect([...alignPaths(ours, ['x/y.png']).values()]).toEqual(['x/y.png'])
  })
})
