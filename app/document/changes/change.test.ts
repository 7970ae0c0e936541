import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  createSample,
  editArbitrary,
  editsArbitrary,
  projectArbitrary,
} from '#tests/factories/generate-project.ts'
import { runsOf } from '#tests/setup/runs-of.ts'
import { moveElements } from '../edits/update-element.ts'
import type { CanvasSizeId, ElementId, ScreenId } from '../model/ids.ts'
import { parseProject } from '../model/parse-project.ts'
import type { Project } from '../model/schema.ts'
import { applyChange } from './apply-change.ts'
import { type Change, changeSchema, isViewOnly } from './change.ts'
import { diffProjects } from './diff-projects.ts'
import { invertChange } from './invert-change.ts'
import { squashChanges } from './squash-changes.ts'

const loneSurrogate = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/

// JSON, and so the document, has no minus zero: rotating by -0 degrees is no change.
expect.addEqualityTesters([
  (a: unknown, b: unknown) => (typeof a === 'number' && typeof b === 'number' ? a === b : undefined),
])

describe('a change', () => {
  test('leads from one project to the other, whatever the two are', () => {
    fc.assert(
      fc.property(projectArbitrary, projectArbitrary, (a, b) => {
        expect(applyChange(a, diffProjects(a, b, 'edit'))).toEqual(b)
      }),
      { numRuns: runsOf(60) },
    )
  })

  test('has a label of at most 200 units, also with the name of a layer as long, and stays readable', () => {
    const label = `Move ${'é'.repeat(194)}🎉 layer`
    const change = diffProjects(createSample(), createSample(), label)
    expect(change.label).toBe(`Move ${'é'.repeat(194)}`)
    // As an earlier build wrote it.
    expect(changeSchema.parse({ label, ops: [] })).toEqual(change)
  })

  test('of any edit is undone by its inverse', () => {
    fc.assert(
      fc.property(projectArbitrary, editArbitrary, (project, edit) => {
        const after = edit.apply(project)
        const change = diffProjects(project, after, edit.name)
        expect(applyChange(project, change)).toEqual(after)
        expect(applyChange(after, invertChange(change))).toEqual(project)
        expect(invertChange(invertChange(change))).toEqual(change)
      }),
      { numRuns: runsOf(300) },
    )
  })

  test('passes the schema of the wire and survives JSON', () => {
    fc.assert(
      fc.property(projectArbitrary, editsArbitrary, (project, edits) => {
        const after = edits.reduce((current, edit) => edit.apply(current), project)
        const change = diffProjects(project, after, 'edit')
        const received = changeSchema.parse(JSON.parse(JSON.stringify(change)))
        expect(applyChange(project, received)).toEqual(after)
        expect(parseProject(JSON.parse(JSON.stringify(after))).kind).toBe('ok')
      }),
      { numRuns: runsOf(60) },
    )
  })

  test('of text never splits a surrogate pair', () => {
    fc.assert(
      fc.property(emojiWords(), emojiWords(), (before, after) => {
        const [a, b] = [withCaption(before), withCaption(after)]
        const change = diffProjects(a, b, 'type')
        expect(applyChange(a, change)).toEqual(b)
        for (const op of change.ops) {
          expect(op.op).toBe('splice')
          if (op.op === 'splice') expect(op.removed + op.inserted).not.toMatch(loneSurrogate)
        }
      }),
    )
  })

  test('of text keeps every word that two sides wrote into one text at once, in either order, and changes no other', () => {
    const words = fc.array(fc.constantFrom<string>('ebb', 'flood', 'tide', 'moon'), {
      minLength: 1,
      maxLength: 5,
    })
    const where = fc.record({ at: fc.nat(5), replaces: fc.boolean() })
    fc.assert(
      fc.property(words, where, where, (base, one, two) => {
        const write = (word: string, { at, replaces }: { at: number; replaces: boolean }) =>
          withCaption(base.toSpliced(at, replaces ? 1 : 0, word).join(' '))
        const before = withCaption(base.join(' '))
        const changes = [write('swell', one), write('spring', two)].map((after) =>
          diffProjects(before, after, 'type'),
        )
        for (const order of [changes, changes.toReversed()]) {
          const written = captionOf(order.reduce(applyChange, before)).split(' ')
          expect(written).toEqual(expect.arrayContaining(['swell', 'spring']))
          const known = new Set(['swell', 'spring', '', ...captionOf(before).split(' ')])
          expect(written.filter((word) => !known.has(word))).toEqual([])
        }
      }),
      { numRuns: runsOf(300) },
    )
  })

  test('of text applied to another text never leaves half a surrogate pair', () => {
    fc.assert(
      fc.property(emojiWords(), emojiWords(), emojiWords(), (before, after, other) => {
        const change = diffProjects(withCaption(before), withCaption(after), 'type')
        expect(captionOf(applyChange(withCaption(other), change))).not.toMatch(loneSurrogate)
      }),
    )
  })

  test('shares every branch it does not touch', () => {
    const before = createSample()
    const { canvasSizeId, screenId, elementId } = firstElement(before)
    const moved = moveElements(before, { canvasSizeId, screenId, elementIds: [elementId], dx: 0.1, dy: 0 })
    const after = applyChange(before, diffProjects(before, moved, 'Move'))
    const phone = 'play-phone' as CanvasSizeId
    expect(after.screensByCanvasSize[phone]).toBe(before.screensByCanvasSize[phone])
    for (const [id, screen] of Object.entries(before.screensByCanvasSize[canvasSizeId] ?? {})) {
      const same = after.screensByCanvasSize[canvasSizeId]?.[id as ScreenId] === screen
      expect(same).toBe(id !== screenId)
    }
    expect(diffProjects(before, moved, 'Move').ops).toHaveLength(1)
  })

  test('of nothing is empty and returns the very same project', () => {
    const project = createSample()
    const change = diffProjects(project, structuredClone(project), 'nothing')
    expect(change.ops).toEqual([])
    expect(applyChange(project, change)).toBe(project)
  })

  test('does nothing where its parent is gone, and an insert never overwrites', () => {
    const project = createSample()
    const { canvasSizeId, screenId, elementId } = firstElement(project)
    const gone = ['screensByCanvasSize', canvasSizeId, 'no-such-screen', 'elements', 'x', 'opacity']
    expect(applyChange(project, { label: '', ops: [{ op: 'set', path: gone, after: 0.5 }] })).toBe(project)
    const there = ['screensByCanvasSize', canvasSizeId, screenId, 'elements', elementId]
    expect(applyChange(project, { label: '', ops: [{ op: 'insert', path: there, value: 1 }] })).toBe(project)
  })

  test.each(['__proto__', 'constructor', 'prototype'])('with the reserved key %s is rejected', (key) => {
    const ops = [{ op: 'set', path: ['view', key, 'polluted'], after: true }]
    expect(changeSchema.safeParse({ label: 'bad', ops }).success).toBe(false)
    const project = createSample()
    const screensByCanvasSize = JSON.parse(`{"${key}":{"polluted":{}}}`)
    const parsed = parseProject({ ...project, screensByCanvasSize })
    // zod leaves `__proto__` out of a record by itself; our key schema rejects the other two.
    if (parsed.kind === 'ok') expect(Object.keys(parsed.project.screensByCanvasSize)).toEqual([])
    else expect(parsed).toMatchObject({ kind: 'invalid' })
    applyChange(project, { label: '', ops: [{ op: 'set', path: [key, 'polluted'], after: true }] })
    expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false)
  })

  test('of the view only is recognised', () => {
    const project = createSample()
    const viewed = diffProjects(project, { ...project, view: { zoom: 2 } }, 'look')
    const renamed = diffProjects(project, { ...project, name: 'Other', view: { zoom: 2 } }, 'rename')
    expect([isViewOnly(viewed), isViewOnly(renamed)]).toEqual([true, false])
  })
})

describe('squashed changes', () => {
  test('have the effect of all of them, and their inverse undoes all of them', () => {
    fc.assert(
      fc.property(projectArbitrary, editsArbitrary, (project, edits) => {
        const { after, changes } = recordEdits(project, edits)
        const squashed = squashChanges(changes)
        expect(applyChange(project, squashed)).toEqual(after)
        expect(applyChange(after, invertChange(squashed))).toEqual(project)
        expect(squashed.ops.length).toBeLessThanOrEqual(changes.flatMap((change) => change.ops).length)
      }),
      { numRuns: runsOf(300) },
    )
  })

  test('have the same effect as all of them on a project they were not made for', () => {
    fc.assert(
      fc.property(projectArbitrary, projectArbitrary, editsArbitrary, (project, other, edits) => {
        const changes = recordEdits(project, edits).changes.map(dropSplices)
        const oneByOne = changes.reduce(applyChange, other)
        expect(applyChange(other, squashChanges(changes))).toEqual(oneByOne)
      }),
      { numRuns: runsOf(200) },
    )
  })

  test('of typing are one splice', () => {
    const texts = ['', 'H', 'He', 'Hel', 'He', 'Hey', 'Hey 😀', 'Hey']
    const changes = texts
      .slice(1)
      .map((text, at) => diffProjects(withCaption(texts[at] ?? ''), withCaption(text), 'Type'))
    const squashed = squashChanges(changes)
    expect(squashed.ops).toMatchObject([{ op: 'splice', at: 0, removed: '', inserted: 'Hey' }])
    expect(squashed.label).toBe('Type')
  })
})

function recordEdits(project: Project, edits: readonly { name: string; apply(project: Project): Project }[]) {
  const changes: Change[] = []
  let after = project
  for (const edit of edits) {
    const next = edit.apply(after)
    changes.push(diffProjects(after, next, edit.name))
    after = next
  }
  return { after, changes }
}

/** A splice is clamped on a text it was not made for, so this property holds only for the other ops. */
const dropSplices = (change: Change): Change => ({
  ...change,
  ops: change.ops.filter(({ op }) => op !== 'splice'),
})

const emojiWords = () =>
  fc.string({ unit: fc.constantFrom('a', 'b', '😀', '😁', '🙀', '\u{10000}'), maxLength: 6 })

function firstElement(project: Project, type = 'shape') {
  const canvasSizeId = 'iphone-69' as CanvasSizeId
  const [screenId, screen] = Object.entries(project.screensByCanvasSize[canvasSizeId] ?? {})[0] ?? []
  const [elementId] =
    Object.entries(screen?.elements ?? {}).find(([, element]) => element.type === type) ?? []
  return { canvasSizeId, screenId: screenId as ScreenId, elementId: elementId as ElementId }
}

function withCaption(content: string): Project {
  const project = createSample()
  const { canvasSizeId, screenId, elementId } = firstElement(project, 'text')
  const path = [
    'screensByCanvasSize',
    canvasSizeId,
    screenId,
    'elements',
    elementId,
    'contentByLocale',
    'en-US',
  ]
  return applyChange(project, { label: '', ops: [{ op: 'set', path, after: content }] })
}

function captionOf(project: Project): string {
  const { canvasSizeId, screenId, elementId } = firstElement(project, 'text')
  const text = project.screensByCanvasSize[canvasSizeId]?.[screenId]?.elements[elementId]
  return text?.type === 'text' ? Object.values(text.contentByLocale).join(' ') : ''
}
