import { describe, expect, it } from 'vitest'
import { createCounter } from '#tests/factories/generate-project.ts'
import { sampleMediaByName } from '../sample/sample-media.ts'
import { createSampleProject } from '../sample/sample-project.ts'
import { fontFamilyOf } from './font-media.ts'
import type { CanvasSizeId, MediaId, ProjectId, ScreenId } from './ids.ts'
import { countMediaUses, listProjectMedia, replaceMedia } from './project-media.ts'
import type { Project } from './schema.ts'

const sample = createSampleProject({
  id: 'b5f2b0a4-4a9c-4c0e-8a35-1f1f5a0c9e11' as ProjectId,
  mint: createCounter('id'),
})
const today = sampleMediaByName.today.mediaId
const fresh = 'c0ffee00-0000-4000-8000-000000000001' as MediaId
const shared: Project = {
  ...sample,
  sharedBackgrounds: {
    ['iphone-69' as CanvasSizeId]: {
      background: { type: 'image', media: today, fit: 'cover', colour: '#ffffff' },
      screens: { ['s' as ScreenId]: true },
    },
  },
}

describe('the pictures of a project', () => {
  it('are named once each, whatever size, language or background they are in', () => {
    const ids = listProjectMedia(shared)
    expect(new Set(ids).size).toBe(ids.length)
    expect(ids).toContain(today)
  })

  it('are counted by the screens that show them, and a shared background counts as one', () => {
    const uses = countMediaUses(sample, new Set([today]))
    expect(uses).toBeGreaterThan(0)
    expect(countMediaUses(shared, new Set([today]))).toBe(uses + 1)
    expect(countMediaUses(shared, new Set([fresh]))).toBe(0)
  })

  it('are replaced everywhere, and nothing else is touched', () => {
    const replaced = replaceMedia(shared, { from: new Set([today]), to: fresh })
    expect(listProjectMedia(replaced)).not.toContain(today)
    expect(countMediaUses(replaced, new Set([fresh]))).toBe(countMediaUses(shared, new Set([today])))
    expect(replaceMedia(replaced, { from: new Set([fresh]), to: today })).toEqual(shared)
    expect(replaceMedia(shared, { from: new Set([fresh]), to: today })).toBe(shared)
  })

  it('include fonts, which are replaced as well', () => {
    const named = setFamily(sample, fontFamilyOf(fresh))
    expect(listProjectMedia(named)).toContain(fresh)
    expect(countMediaUses(named, new Set([fresh]))).toBeGreaterThan(0)
    expect(replaceMedia(named, { from: new Set([fresh]), to: today })).toEqual(
      setFamily(sample, fontFamilyOf(today)),
    )
  })
})

/** Every text in one font. */
function setFamily(project: Project, family: string): Project {
  const text = JSON.stringify(project, (key, value: unknown) => (key === 'family' ? family : value))
  return JSON.parse(text) as Project
}
