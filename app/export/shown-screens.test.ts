import { expect, it } from 'vitest'
import { storeRulesAsOf } from '#app/document/catalogue/canvas-size-table.ts'
import type { CanvasSizeId, Locale } from '#app/document/model/ids.ts'
import type { Project } from '#app/document/model/schema.ts'
import { createFixedSample } from '#tests/factories/sample-archive.ts'
import { type ExportTarget, listScreens, planTargets } from './export-target.ts'
import { listTableDates, readLastExport, recordShown } from './shown-screens.ts'

const [iphone, play] = ['iphone-69', 'play-phone'] as [CanvasSizeId, CanvasSizeId]
const [english, german] = ['en-US', 'de-DE'] as [Locale, Locale]
const project = createFixedSample()
const targets = planTargets(project, { canvasSizeIds: [iphone, play], locales: [english, german] })
const ofEnglish = targets.filter(({ canvasSizeId, locale }) => canvasSizeId === iphone && locale === english)

type Known = Parameters<typeof recordShown>[0]
const note = (known: Known, of: readonly ExportTarget[], [atMs, from = project]: [number, Project?]) => ({
  atMs,
  shown: recordShown(known, { project: from, targets: of, atMs }),
})

/** The names of a size's screens as they were exported in a language. */
const namesOf = (record: Parameters<typeof readLastExport>[0], locale: Locale, size = iphone) => {
  const last = readLastExport(record, { project, locale })
  return last && listScreens(last.project, size).map(({ item }) => item.name)
}

function rename(name: string, without = 0): Project {
  const screens = listScreens(project, iphone).slice(without)
  const renamed = screens.map(({ id, item }) => [id, { ...item, name: `${name} ${item.name}` }])
  return {
    ...project,
    screensByCanvasSize: { ...project.screensByCanvasSize, [iphone]: Object.fromEntries(renamed) },
  }
}

it('one exported picture leaves what is known of the others', () => {
  const whole = note(undefined, targets, [1])
  expect(namesOf(whole, english)).toEqual(['Today', 'Week', 'Spots', 'Finds', 'Plan'])
  const one = note(whole, ofEnglish.slice(1, 2), [2, rename('New')])
  expect(namesOf(one, english)).toEqual(['Today', 'New Week', 'Spots', 'Finds', 'Plan'])
  expect(namesOf(one, german)).toEqual(['Today', 'Week', 'Spots', 'Finds', 'Plan'])
  expect(readLastExport(one, { project, locale: english })?.atMs).toBe(2)
  expect(readLastExport(one, { project, locale: german })?.atMs).toBe(1)
})

it('a first export of one picture shows that one alone, in its language alone', () => {
  const one = note(undefined, ofEnglish.slice(0, 1), [1])
  expect(namesOf(one, english)).toEqual(['Today'])
  expect(namesOf(one, english, play)).toEqual([])
  expect(namesOf(one, german)).toBeUndefined()
})

it('a size that is exported whole forgets the screens that are gone, in that language', () => {
  const whole = note(undefined, targets, [1])
  const fewer = rename('New', 2)
  const after = note(whole, ofEnglish.slice(2), [2, fewer])
  expect(namesOf(after, english)).toEqual(['New Spots', 'New Finds', 'New Plan'])
  expect(namesOf(after, german)).toHaveLength(5)
})

it('the record of an earlier build stands for every picture of its project', () => {
  const old = { project, atMs: 1, rulesAsOf: '2026-11-22' }
  expect(namesOf(old, german)).toHaveLength(5)
  const after = note(old, ofEnglish, [2])
  expect(listTableDates(after)).toEqual(
    new Map([
      [iphone, '2026-11-22'],
      [play, '2026-11-22'],
    ]),
  )
  const all = note(
    after,
    targets.filter(({ canvasSizeId }) => canvasSizeId === iphone),
    [3],
  )
  expect(listTableDates(all).get(iphone)).toBe(storeRulesAsOf)
})
