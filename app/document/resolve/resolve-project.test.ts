import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createCounter, editArbitrary } from '#tests/factories/generate-project.ts'
import { runsOf } from '#tests/setup/runs-of.ts'
import { applyChange } from '../changes/apply-change.ts'
import { diffProjects } from '../changes/diff-projects.ts'
import { invertChange } from '../changes/invert-change.ts'
import { addScreen } from '../edits/add-screen.ts'
import { moveScreen } from '../edits/move-screen.ts'
import { removeScreen } from '../edits/remove-screen.ts'
import { setCaption } from '../edits/set-content.ts'
import { setBackground, setOrientation } from '../edits/set-screen.ts'
import { updateElement } from '../edits/update-element.ts'
import { addLinkedSize } from '../linked/add-linked-size.ts'
import { isOverridden, resetOverrides } from '../linked/reset-overrides.ts'
import type { CanvasSizeId, ElementId, Locale, ProjectId, ScreenId } from '../model/ids.ts'
import { listOrdered } from '../model/ordered.ts'
import { parseProject } from '../model/parse-project.ts'
import type { Element, Project, ProjectDocument, Screen } from '../model/schema.ts'
import { readLink, withoutLink } from '../model/screen-link.ts'
import { createSampleProject } from '../sample/sample-project.ts'
import { editProject } from './edit-project.ts'
import { resolveProject } from './resolve-project.ts'

const phone = 'iphone-69' as CanvasSizeId
const [pad, mac, graphic] = ['ipad-13', 'mac', 'play-feature-graphic'].map((id) => id as CanvasSizeId) as [
  CanvasSizeId,
  CanvasSizeId,
  CanvasSizeId,
]
const english = 'en-US' as Locale

const sample = createSampleProject({
  id: 'b5f2b0a4-4a9c-4c0e-8a35-1f1f5a0c9e11' as ProjectId,
  mint: createCounter('id'),
})
const link = (project: ProjectDocument, ...sizes: CanvasSizeId[]) =>
  sizes.reduce((draft, canvasSizeId) => addLinkedSize(draft, { canvasSizeId, master: phone }), project)
const linked = link(sample, pad, mac, graphic)

const listRow = (project: Project, size: CanvasSizeId) =>
  listOrdered<ScreenId, Screen>(project.screensByCanvasSize[size]).map(({ item }) => item)
const firstOf = (project: ProjectDocument, size: CanvasSizeId): Screen =>
  listRow(resolveProject(project), size)[0] as Screen
const captionOf = ({ elements }: Screen): ElementId =>
  (Object.entries(elements) as [ElementId, Element][]).find(
    ([, item]) => item.type === 'text',
  )?.[0] as ElementId

const write = (project: ProjectDocument, size: CanvasSizeId, content: string) =>
  editProject(project, (current) => {
    const screen = firstOf(project, size)
    const ref = { canvasSizeId: size, screenId: screen.id, elementId: captionOf(screen) }
    return setCaption(current, { ...ref, locale: english, content })
  })
const readCaption = (project: ProjectDocument, size: CanvasSizeId) => {
  const screen = firstOf(project, size)
  const text = screen.elements[captionOf(screen)]
  return text?.type === 'text' ? text.contentByLocale[english] : undefined
}

describe('a linked size', () => {
  it('is stored sparse and valid, and says that an older build cannot read it', () => {
    const row = Object.values(linked.screensByCanvasSize[pad] ?? {})
    expect(row).toHaveLength(5)
    for (const screen of row) {
      expect(screen).toEqual({ id: screen.id, linkedTo: expect.anything(), overrides: {} })
    }
    expect(linked.schemaVersion).toBe(2)
    expect(parseProject(JSON.parse(JSON.stringify(linked)))).toEqual({ kind: 'ok', project: linked })
  })

  it('shows every screen of its master, in its order, and one in a slot of one picture', () => {
    const resolved = resolveProject(linked)
    const names = listRow(resolved, phone).map(({ name }) => name)
    expect(listRow(resolved, pad).map(({ name }) => name)).toEqual(names)
    expect(listRow(resolved, graphic).map(({ name }) => name)).toEqual(names.slice(0, 1))
  })

  it('resolves to the same on every device, and to the same objects for the same document', () => {
    fc.assert(
      fc.property(fc.array(editArbitrary, { maxLength: 6 }), (edits) => {
        const edited = edits.reduce((draft, { apply }) => editProject(draft, apply), linked)
        const resolved = resolveProject(edited)
        expect(resolveProject(structuredClone(edited))).toEqual(resolved)
        expect(resolveProject(edited)).toBe(resolved)
      }),
      { numRuns: 40 },
    )
  })

  it('keeps its screens the same objects while their master and overrides are', () => {
    const document = structuredClone(linked)
    const before = resolveProject(document)
    const after = resolveProject(write(document, phone, 'Another caption'))
    const [first, ...others] = listRow(after, pad)
    expect(first).not.toBe(listRow(before, pad)[0])
    for (const [index, screen] of others.entries()) expect(screen).toBe(listRow(before, pad)[index + 1])
    expect(after.screensByCanvasSize['play-phone' as CanvasSizeId]).toBe(
      before.screensByCanvasSize['play-phone' as CanvasSizeId],
    )
  })

  it('follows what its master adds, removes and reorders', () => {
    const [first, second] = listRow(sample, phone) as [Screen, Screen]
    const added = editProject(linked, (project) =>
      addScreen(project, {
        canvasSizeId: phone,
        screenId: 'new' as ScreenId,
        locale: english,
        mint: createCounter('new'),
        afterScreenId: first.id,
      }),
    )
    const moved = editProject(added, (project) =>
      moveScreen(project, { canvasSizeId: phone, screenId: first.id, after: second.id }),
    )
    const removed = editProject(moved, (project) =>
      removeScreen(project, { canvasSizeId: phone, screenId: second.id }),
    )
    for (const document of [added, moved, removed]) {
      const resolved = resolveProject(document)
      const names = listRow(resolved, phone).map(({ name }) => name)
      expect(listRow(resolved, mac).map(({ name }) => name)).toEqual(names)
      expect(listRow(resolved, graphic).map(({ name }) => name)).toEqual(names.slice(0, 1))
    }
    expect(Object.keys(removed.screensByCanvasSize[mac] ?? {})).toHaveLength(5)
  })

  it('shows a screen that another device added to the master without knowing of it', () => {
    const { id, ...rest } = listRow(sample, phone)[0] as Screen
    const screens = {
      ...linked.screensByCanvasSize[phone],
      ['x' as ScreenId]: { ...rest, id: 'x' as ScreenId, order: 'z' },
    }
    const grown = { ...linked, screensByCanvasSize: { ...linked.screensByCanvasSize, [phone]: screens } }
    const shown = listRow(resolveProject(grown), pad)
    expect(id).toBeDefined()
    expect(shown).toHaveLength(6)
    const edited = editProject(grown, (project) =>
      setBackground(project, {
        canvasSizeId: pad,
        screenId: shown.at(-1)?.id as ScreenId,
        background: { type: 'colour', colour: '#123456' },
      }),
    )
    expect(listRow(resolveProject(edited), pad).at(-1)?.background).toEqual({
      type: 'colour',
      colour: '#123456',
    })
  })

  it('follows again after the last screen of its master was removed and one was added', () => {
    const emptied = listRow(sample, phone).reduce(
      (draft, { id }) =>
        editProject(draft, (project) => removeScreen(project, { canvasSizeId: phone, screenId: id })),
      linked,
    )
    expect(listRow(resolveProject(emptied), pad)).toEqual([])
    const added = editProject(emptied, (project) =>
      addScreen(project, {
        canvasSizeId: phone,
        screenId: 'new' as ScreenId,
        locale: english,
        mint: createCounter('new'),
      }),
    )
    expect(listRow(resolveProject(added), pad)).toHaveLength(1)
  })

  it('has nothing to draw where sizes follow each other', () => {
    const one = { id: 'a', linkedTo: { canvasSizeId: mac, screenId: 'b' }, overrides: {} }
    const other = { id: 'b', linkedTo: { canvasSizeId: pad, screenId: 'a' }, overrides: {} }
    const project = { ...sample, screensByCanvasSize: { [pad]: { a: one }, [mac]: { b: other } } }
    expect(resolveProject(project as unknown as ProjectDocument).screensByCanvasSize).toEqual({
      [pad]: {},
      [mac]: {},
    })
  })
})

describe('an edit of a linked screen', () => {
  const screen = firstOf(linked, pad)
  const elementId = captionOf(screen)
  const ref = { canvasSizeId: pad, screenId: screen.id, elementId }

  it('overrides the field, and nothing but it; the others go on following', () => {
    const wider = editProject(linked, (project) => updateElement(project, { ...ref, patch: { rotation: 7 } }))
    expect(wider.screensByCanvasSize[pad]?.[screen.id]).toMatchObject({
      overrides: { elements: { [elementId]: { rotation: 7 } } },
    })
    const written = write(wider, phone, 'From the master')
    expect(readCaption(written, pad)).toBe('From the master')
    expect(firstOf(written, pad).elements[elementId]?.rotation).toBe(7)
    const own = write(written, pad, 'Only on the iPad')
    expect(readCaption(write(own, phone, 'Later'), pad)).toBe('Only on the iPad')
    expect(readCaption(write(own, phone, 'Later'), mac)).toBe('Later')
  })

  it('ends its override where the value is again as the master gives it', () => {
    const { rotation } = screen.elements[elementId] as Element
    const turned = editProject(linked, (project) =>
      updateElement(project, { ...ref, patch: { rotation: 7 } }),
    )
    const back = editProject(turned, (project) => updateElement(project, { ...ref, patch: { rotation } }))
    expect(back.screensByCanvasSize[pad]?.[screen.id]).toEqual(linked.screensByCanvasSize[pad]?.[screen.id])
  })

  it('leaves a screen out of its size only, and a slot of one picture then shows the next', () => {
    const [first, second] = listRow(resolveProject(linked), phone) as [Screen, Screen]
    const shown = firstOf(linked, graphic)
    expect(shown.name).toBe(first.name)
    const without = editProject(linked, (project) =>
      removeScreen(project, { canvasSizeId: graphic, screenId: shown.id }),
    )
    expect(firstOf(without, graphic).name).toBe(second.name)
    expect(listRow(resolveProject(without), phone)).toHaveLength(5)
    const again = resetOverrides(without, { canvasSizeId: graphic, screenId: shown.id })
    expect(firstOf(again, graphic)).toEqual(shown)
  })

  it('lays the screen out anew when it turns, and back when it turns back', () => {
    const moved = editProject(linked, (project) =>
      updateElement(project, { ...ref, patch: { x: 0.4, opacity: 0.5 } }),
    )
    const turn = (document: ProjectDocument, orientation: 'portrait' | 'landscape') =>
      editProject(document, (project) => setOrientation(project, { ...ref, orientation }))
    const turned = turn(moved, 'landscape')
    expect(firstOf(turned, pad).orientation).toBe('landscape')
    expect(turned.screensByCanvasSize[pad]?.[screen.id]).toMatchObject({
      overrides: { orientation: 'landscape', elements: { [elementId]: { opacity: 0.5 } } },
    })
    const back = turn(turned, 'portrait')
    expect(back.screensByCanvasSize[pad]?.[screen.id]?.overrides).toEqual({
      elements: { [elementId]: { opacity: 0.5 } },
    })
  })

  it('gives just what it would give a size of its own', () => {
    fc.assert(
      fc.property(fc.array(editArbitrary, { maxLength: 5 }), fc.constantFrom(pad, mac), (edits, size) => {
        const only =
          ({ apply }: (typeof edits)[number]) =>
          (project: Project) => {
            const { screensByCanvasSize } = project
            const part = { ...project, screensByCanvasSize: { [size]: screensByCanvasSize[size] ?? {} } }
            const row = apply(part).screensByCanvasSize[size] ?? {}
            return { ...project, screensByCanvasSize: { ...screensByCanvasSize, [size]: row } }
          }
        let document: ProjectDocument = linked
        for (const edit of edits) {
          // These lay the screen out anew, as its master's layout gives it.
          const isLaidOut = ['setCaption', 'setOrientation', 'planCaptures'].includes(edit.name)
          if (isLaidOut) continue
          const after = only(edit)(resolveProject(document))
          document = editProject(document, only(edit))
          const wanted = listRow(after, size).map(withoutLink)
          expect(listRow(resolveProject(document), size).map(withoutLink)).toEqual(wanted)
        }
      }),
      { numRuns: runsOf(150) },
    )
  })

  it('is undone to the very document, and parses', () => {
    fc.assert(
      fc.property(fc.array(editArbitrary, { maxLength: 6 }), (edits) => {
        let before = linked
        for (const { apply } of edits) {
          // As it is stored: without -0.
          const after: ProjectDocument = JSON.parse(JSON.stringify(editProject(before, apply)))
          const change = diffProjects(before, after, 'Edit')
          expect(applyChange(before, change)).toEqual(after)
          expect(applyChange(after, invertChange(change))).toEqual(before)
          const parsed = parseProject(JSON.parse(JSON.stringify(after)))
          expect(parsed.kind === 'ok' ? [] : parsed).toEqual([])
          before = after
        }
      }),
      { numRuns: runsOf(80) },
    )
  })

  it('is reset by screen, element and field to what the master gives', () => {
    fc.assert(
      fc.property(fc.array(editArbitrary, { maxLength: 5 }), (edits) => {
        const only = edits.reduce<ProjectDocument>((draft, { apply }) => {
          const resolved = resolveProject(draft)
          const part = {
            ...resolved,
            screensByCanvasSize: { [pad]: resolved.screensByCanvasSize[pad] ?? {} },
          }
          const row = apply(part).screensByCanvasSize[pad] ?? {}
          return editProject(draft, (project) => ({
            ...project,
            screensByCanvasSize: { ...project.screensByCanvasSize, [pad]: row },
          }))
        }, linked)
        const reset = Object.keys(linked.screensByCanvasSize[pad] ?? {}).reduce(
          (draft, id) => resetOverrides(draft, { canvasSizeId: pad, screenId: id as ScreenId }),
          only,
        )
        const followed = listRow(resolveProject(reset), pad).filter((one) => readLink(one) !== undefined)
        expect(followed.map(withoutLink)).toEqual(listRow(resolveProject(linked), pad).map(withoutLink))
      }),
      { numRuns: runsOf(60) },
    )
  })

  it('marks what it overrides', () => {
    const edited = editProject(linked, (project) =>
      updateElement(project, { ...ref, patch: { rotation: 7, style: { ...styleOf(screen), weight: 300 } } }),
    )
    const overrides = readLink(firstOf(edited, pad))?.overrides ?? {}
    expect(isOverridden(overrides, elementId, ['rotation'])).toBe(true)
    expect(isOverridden(overrides, elementId, ['style.weight'])).toBe(true)
    expect(isOverridden(overrides, elementId, ['style.size', 'x'])).toBe(false)
    const reset = resetOverrides(edited, { ...ref, fields: ['style.weight'] })
    expect(firstOf(reset, pad).elements[elementId]).toMatchObject({ rotation: 7, style: styleOf(screen) })
    expect(firstOf(resetOverrides(edited, ref), pad)).toEqual(screen)
  })

  const styleOf = ({ elements }: Screen) => {
    const text = elements[elementId]
    if (text?.type !== 'text') throw new Error('The caption is gone.')
    return text.style
  }
})
