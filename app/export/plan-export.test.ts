import { describe, expect, it } from 'vitest'
import type { CanvasSizeId, Locale, ProjectId, ScreenId } from '#app/document/model/ids.ts'
import { createSampleProject } from '#app/document/sample/sample-project.ts'
import { createCounter } from '#tests/factories/generate-project.ts'
import { listScreens } from './export-target.ts'
import { describeTimeLeft, planChoices, planScopeTargets } from './plan-export.ts'

const sample = createSampleProject({
  id: 'b5f2b0a4-4a9c-4c0e-8a35-1f1f5a0c9e11' as ProjectId,
  mint: createCounter('id'),
})
const play = 'play-phone' as CanvasSizeId

describe('planChoices', () => {
  it('starts from what is open in the editor', () => {
    const screenId = listScreens(sample, play)[2]?.id as ScreenId
    const view = { canvasSizeId: play, screenId, locale: 'de-DE' as Locale }
    expect(planChoices({ ...sample, view }).current).toEqual(view)
  })

  it('falls back to the first screen where the view names one that is gone', () => {
    const view = { canvasSizeId: 'gone' as CanvasSizeId, screenId: 'gone' as ScreenId }
    expect(planChoices({ ...sample, view }).current).toMatchObject({
      canvasSizeId: 'iphone-69',
      locale: 'en-US',
    })
  })

  it('offers nothing for a project without screens', () => {
    const empty = { ...sample, screensByCanvasSize: { [play]: {} } }
    expect(planChoices(empty)).toMatchObject({ canvasSizeIds: [], current: undefined })
    expect(planScopeTargets(empty, planChoices(empty), { scope: 'everything', locales: [] })).toEqual([])
  })
})

describe('planScopeTargets', () => {
  it.each([
    ['screen', 1],
    ['size', 5],
    ['everything', 10],
  ] as const)('%s: every picture once for each language', (scope, count) => {
    const choices = planChoices(sample)
    const targets = planScopeTargets(sample, choices, { scope, locales: choices.locales })
    expect(targets).toHaveLength(count * 2)
    expect(new Set(targets.map((target) => JSON.stringify(target))).size).toBe(count * 2)
  })
})

describe('describeTimeLeft', () => {
  it('is empty until there is something to estimate from, and at the end', () => {
    expect(describeTimeLeft({ done: 0, total: 4 }, 900)).toBe('')
    expect(describeTimeLeft({ done: 4, total: 4 }, 900)).toBe('')
  })

  it('rounds its estimate', () => {
    expect(describeTimeLeft({ done: 3, total: 4 }, 900)).toBe('About 1 second left')
    expect(describeTimeLeft({ done: 2, total: 10 }, 2000)).toBe('About 8 seconds left')
    expect(describeTimeLeft({ done: 1, total: 41 }, 6000)).toBe('About 4 minutes left')
  })
})
