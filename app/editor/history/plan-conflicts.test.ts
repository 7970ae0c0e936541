import { describe, expect, test } from 'vitest'
import { type MergeConflict, mergeProjects } from '#app/document/changes/merge-projects.ts'
import { createProject } from '#app/document/edits/create-project.ts'
import { removeScreen } from '#app/document/edits/remove-screen.ts'
import { renameProject } from '#app/document/edits/rename-project.ts'
import { setCaption } from '#app/document/edits/set-content.ts'
import { setBackground } from '#app/document/edits/set-screen.ts'
import { moveElements } from '#app/document/edits/update-element.ts'
import type { CanvasSizeId, ElementId, Locale, ProjectId, ScreenId } from '#app/document/model/ids.ts'
import { parseProject } from '#app/document/model/parse-project.ts'
import type { Project } from '#app/document/model/schema.ts'
import { planComparison } from './plan-comparison.ts'
import { planItems } from './plan-items.ts'
import { takeBoth, takeLost } from './plan-resolution.ts'

const canvasSizeId = 'iphone-69' as CanvasSizeId
const locale = 'en-US' as Locale
const screenId = 's1' as ScreenId
const elementId = 's1-1' as ElementId
let minted = 0
const mintFirst = () => {
  minted += 1
  return minted === 1 ? screenId : `s1-${minted - 1}`
}
const base = createProject({
  id: '7d5a0b9e-6f3b-4e6e-9d57-0d2b1c5b1a11' as ProjectId,
  name: 'Weather',
  locale,
  mint: mintFirst,
  canvasSizeId,
})
const write = (project: Project, content: string) =>
  setCaption(project, { canvasSizeId, screenId, elementId, locale, content })
const paint = (project: Project, colour: string) =>
  setBackground(project, { canvasSizeId, screenId, background: { type: 'colour', colour } })
const move = (project: Project, dx: number, dy: number) =>
  moveElements(project, { canvasSizeId, screenId, elementIds: [elementId], dx, dy })
const textOf = (project: Project, id: ElementId = elementId) => {
  const element = project.screensByCanvasSize[canvasSizeId]?.[screenId]?.elements[id]
  return element?.type === 'text' ? element.contentByLocale[locale] : undefined
}

/** The order on a device: the account's version came first, this device's wins where both differ. */
function meet(theirs: Project, mine: Project) {
  const { project, conflicts } = mergeProjects(base, theirs, mine)
  return { project, conflicts, items: planItems(conflicts, [project]) }
}

describe('planItems', () => {
  test('names the place and the value of each device', () => {
    const { items } = meet(write(base, 'Faster'), write(base, 'Fast'))
    expect(items).toMatchObject([
      {
        place: 'Caption on screen 1',
        mine: '“Fast”',
        theirs: '“Faster”',
        kept: 'mine',
        canKeepBoth: true,
      },
    ])
  })

  test('with the account’s version kept, the texts change sides and not positions', () => {
    const entry: MergeConflict = { path: ['name'], kept: 'Theirs', lost: 'Mine', lostSide: 'later' }
    expect(planItems([entry], [base])).toMatchObject([
      { place: 'Project name', mine: '“Mine”', theirs: '“Theirs”', kept: 'theirs' },
    ])
  })

  test('the position of an element is one conflict, not five', () => {
    const { items } = meet(move(base, 0.1, 0.2), move(base, -0.1, -0.2))
    expect(items).toHaveLength(1)
    expect(items[0]).toMatchObject({ place: 'Position of Caption on screen 1', canKeepBoth: true })
    expect(items[0]?.mine).toMatch(/^left [-\d.]+ %, top [-\d.]+ %$/)
  })

  test('[F25] a screen that one device deleted and the other changed', () => {
    const deleted = removeScreen(base, { canvasSizeId, screenId })
    expect(meet(paint(base, '#112233'), deleted).items).toMatchObject([
      { place: 'Screen 1', mine: 'deleted', theirs: 'changed', kept: 'theirs', canKeepBoth: false },
    ])
    expect(meet(deleted, paint(base, '#112233')).items).toMatchObject([
      { mine: 'changed', theirs: 'deleted', kept: 'mine' },
    ])
  })
})

describe('the effect of a choice on the project', () => {
  const mint = () => '00000000-0000-4000-8000-000000000001'

  test('keep theirs restores the discarded value, and only that', () => {
    const { project, conflicts } = meet(
      paint(write(base, 'Faster'), '#112233'),
      renameProject(write(base, 'Fast'), 'Mine'),
    )
    const chosen = takeLost(project, conflicts)
    expect(textOf(chosen)).toBe('Faster')
    expect(chosen.name).toBe('Mine')
    expect(chosen).toEqual(write(project, 'Faster'))
  })

  test('keep theirs of a screen they deleted deletes it', () => {
    const { project, conflicts } = meet(
      removeScreen(base, { canvasSizeId, screenId }),
      paint(base, '#112233'),
    )
    expect(takeLost(project, conflicts).screensByCanvasSize[canvasSizeId]).toEqual({})
  })

  test('both texts are joined one below the other, both names side by side', () => {
    const text = meet(write(base, 'Faster'), write(base, 'Fast'))
    expect(textOf(takeBoth(text.project, text.conflicts, mint))).toBe('Fast\nFaster')
    const names = meet(renameProject(base, 'Theirs'), renameProject(base, 'Mine'))
    expect(takeBoth(names.project, names.conflicts, mint).name).toBe('Mine / Theirs')
  })

  test('both places put a second element where the other device had it', () => {
    const { project, conflicts } = meet(move(base, 0.1, 0.2), move(base, -0.1, -0.2))
    const both = takeBoth(project, conflicts, mint)
    const elements = both.screensByCanvasSize[canvasSizeId]?.[screenId]?.elements ?? {}
    const theirs = move(base, 0.1, 0.2).screensByCanvasSize[canvasSizeId]?.[screenId]?.elements[elementId]
    expect(Object.keys(elements)).toHaveLength(3)
    expect(elements[mint() as ElementId]).toMatchObject({ x: theirs?.x, y: theirs?.y })
    expect(parseProject(both).kind).toBe('ok')
  })

  test('both backgrounds need a second screen', () => {
    const { project, conflicts } = meet(paint(base, '#112233'), paint(base, '#445566'))
    let count = 0
    const both = takeBoth(project, conflicts, () => `00000000-0000-4000-8000-00000000000${count++}`)
    const screens = Object.values(both.screensByCanvasSize[canvasSizeId] ?? {})
    expect(screens.map(({ background }) => background)).toMatchObject([
      { colour: '#445566' },
      { colour: '#112233' },
    ])
    expect(parseProject(both).kind).toBe('ok')
  })

  test('a value whose parent is gone is skipped', () => {
    const { project, conflicts } = meet(write(base, 'Faster'), write(base, 'Fast'))
    const gone = removeScreen(project, { canvasSizeId, screenId })
    expect(takeLost(gone, conflicts)).toBe(gone)
    expect(takeBoth(gone, conflicts, mint)).toBe(gone)
  })
})

test('a comparison shows the screens that differ, of the size that is open', () => {
  expect(planComparison(base, paint(base, '#112233'), canvasSizeId)).toEqual({
    canvasSizeId,
    screenIds: [screenId],
  })
  expect(planComparison(base, renameProject(base, 'Other'), canvasSizeId).screenIds).toEqual([screenId])
})
