import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { applyChange } from '#app/document/changes/apply-change.ts'
import type { Change } from '#app/document/changes/change.ts'
import { planRevert, shiftChanges } from '#app/document/changes/revert-change.ts'
import type { ProjectDocument } from '#app/document/model/schema.ts'
import {
  createTestProject,
  headlinePath,
  planMove,
  planTyping,
  readHeadline,
} from '../contract/contract-fixtures.ts'

const project = createTestProject()
const textPath = [...headlinePath, 'contentByLocale', 'en-US']

function splice(at: number, removed: string, inserted: string): Change {
  return { label: 'Type', ops: [{ op: 'splice', path: textPath, at, removed, inserted }] }
}

function replaceText(start: ProjectDocument, text: string): ProjectDocument {
  return applyChange(start, splice(0, readHeadline(start), text))
}

describe('reverting an own change', () => {
  test('equals the inverse when nothing changed since', () => {
    const moved = planMove(project, 0.5)
    expect(applyChange(moved.project, planRevert(moved.project, moved.change))).toEqual(project)
    const typed = planTyping(project, ' more')
    expect(applyChange(typed.project, planRevert(typed.project, typed.change))).toEqual(project)
  })

  test('leaves a field that another device has set since', () => {
    const moved = planMove(project, 0.5)
    const after = planMove(moved.project, 0.9).project
    expect(planRevert(after, moved.change).ops).toEqual([])
  })

  test('of a change of two fields reverts only the untouched one', () => {
    const change: Change = {
      label: 'Place',
      ops: [
        { op: 'set', path: [...headlinePath, 'x'], before: 0.1, after: 0.4 },
        { op: 'set', path: [...headlinePath, 'y'], before: 0.05, after: 0.6 },
      ],
    }
    const after = planMove(applyChange(project, change), 0.9).project
    expect(planRevert(after, change).ops).toMatchObject([{ path: [...headlinePath, 'y'], after: 0.05 }])
  })

  test('an entry edited by another device stays, and one it deleted stays deleted', () => {
    const value = project.screensByCanvasSize['iphone-69' as never]?.['screen-0' as never]
    const path = ['screensByCanvasSize', 'iphone-69', 'screen-new']
    const insert: Change = { label: 'Paste', ops: [{ op: 'insert', path, value: value as never }] }
    const pasted = applyChange(project, insert)
    expect(applyChange(pasted, planRevert(pasted, insert))).toEqual(project)
    const edited = applyChange(pasted, {
      label: '',
      ops: [{ op: 'set', path: [...path, 'name'], before: 'Screen screen-0', after: 'Theirs' }],
    })
    expect(planRevert(edited, insert).ops).toEqual([])
    expect(planRevert(project, insert).ops).toEqual([])
  })

  test('removes own text and keeps text typed by others before, after and inside it', () => {
    const start = replaceText(project, 'Every forecast')
    const own = splice(6, '', 'good ')
    const both = applyChange(applyChange(start, own), splice(0, '', 'Now: '))
    const [shifted] = shiftChanges([own], splice(0, '', 'Now: '))
    expect(readHeadline(applyChange(both, planRevert(both, shifted as Change)))).toBe('Now: Every forecast')
    const inside = applyChange(applyChange(start, own), splice(8, '', 'XX'))
    expect(planRevert(inside, own).ops).toEqual([])
  })

  test('several own changes are reverted one by one, whatever others typed elsewhere in the text', () => {
    const step = fc.record({
      at: fc.integer({ min: 0, max: 60 }),
      text: fc.string({ minLength: 1, maxLength: 4 }),
    })
    fc.assert(
      fc.property(
        fc.array(step, { minLength: 1, maxLength: 6 }),
        fc.array(step, { maxLength: 4 }),
        (mine, others) => {
          let now = replaceText(project, 'm'.repeat(30))
          let own: readonly Change[] = []
          for (const { at, text } of mine) {
            const change = splice(Math.min(at, 30), '', text)
            own = [...own, change]
            now = applyChange(now, change)
          }
          // Others write at the very start, where nothing of the own text is cut.
          const foreign = others.map(({ text }) => splice(0, '', text))
          for (const theirs of foreign) {
            own = shiftChanges(own, theirs)
            now = applyChange(now, theirs)
          }
          for (const change of own.toReversed()) now = applyChange(now, planRevert(now, change))
          const expected = foreign
            .map(({ ops }) => (ops[0]?.op === 'splice' ? ops[0].inserted : ''))
            .reverse()
          expect(readHeadline(now)).toBe(`${expected.join('')}${'m'.repeat(30)}`)
        },
      ),
      { numRuns: 200 },
    )
  })
})
