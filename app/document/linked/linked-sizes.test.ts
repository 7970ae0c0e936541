import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createCounter, editArbitrary } from '#tests/factories/generate-project.ts'
import { applyChange } from '../changes/apply-change.ts'
import type { Json } from '../changes/change.ts'
import { diffProjects } from '../changes/diff-projects.ts'
import { isSame } from '../changes/is-same.ts'
import { listOverwritten } from '../changes/list-overwritten.ts'
import { mergeProjects } from '../changes/merge-projects.ts'
import { planRevert } from '../changes/revert-change.ts'
import { addCanvasSize, removeCanvasSize } from '../edits/add-canvas-size.ts'
import { removeScreen } from '../edits/remove-screen.ts'
import { setCapture } from '../edits/set-content.ts'
import { setSharedBackground, shareBackground } from '../edits/share-background.ts'
import { updateElement } from '../edits/update-element.ts'
import type { CanvasSizeId, ElementId, Locale, MediaId, ProjectId, ScreenId } from '../model/ids.ts'
import { listOrdered } from '../model/ordered.ts'
import type { Element, Project, ProjectDocument, Screen } from '../model/schema.ts'
import { readLink, withoutLink } from '../model/screen-link.ts'
import { editProject } from '../resolve/edit-project.ts'
import { resolveProject } from '../resolve/resolve-project.ts'
import { createSampleProject } from '../sample/sample-project.ts'
import { addLinkedSize } from './add-linked-size.ts'
import { findMasterOf, findMasterSize } from './find-master-size.ts'
import { planLink } from './link-size.ts'
import { removeSize } from './remove-size.ts'
import { unlinkSize } from './unlink-size.ts'

const [phone, pad, mac] = ['iphone-69', 'ipad-13', 'mac'].map((id) => id as CanvasSizeId) as [
  CanvasSizeId,
  CanvasSizeId,
  CanvasSizeId,
]
const english = 'en-US' as Locale
const sample = createSampleProject({
  id: 'b5f2b0a4-4a9c-4c0e-8a35-1f1f5a0c9e11' as ProjectId,
  mint: createCounter('id'),
})
const linked = [pad, mac].reduce<ProjectDocument>(
  (draft, canvasSizeId) => addLinkedSize(draft, { canvasSizeId, master: phone }),
  sample,
)

const listRow = (document: ProjectDocument, size: CanvasSizeId) =>
  listOrdered<ScreenId, Screen>(resolveProject(document).screensByCanvasSize[size]).map(({ item }) => item)
const listPictures = (document: ProjectDocument, size: CanvasSizeId) =>
  listRow(document, size).map((screen) => ({ ...withoutLink(screen), id: '' }))
const idsOf = (screen: Screen) => Object.keys(screen.elements) as ElementId[]
const patch = (
  document: ProjectDocument,
  size: CanvasSizeId,
  { at = 0, ...fields }: Partial<Element> & { at?: number },
) =>
  editProject(document, (project) => {
    const screen = listRow(document, size)[0] as Screen
    const ref = { canvasSizeId: size, screenId: screen.id, elementId: idsOf(screen)[at] as ElementId }
    return updateElement(project, { ...ref, patch: fields as object })
  })

describe('two devices that override parts of a linked size', () => {
  it('lose nothing: both parts are drawn', () => {
    const merged = mergeProjects(
      linked,
      patch(linked, pad, { opacity: 0.5 }),
      patch(patch(linked, pad, { rotation: 5 }), pad, { at: 1, opacity: 0.7 }),
    )
    expect(merged.conflicts).toEqual([])
    const [first] = listRow(merged.project, pad) as [Screen]
    const [a, b] = idsOf(first).map((id) => first.elements[id])
    expect(a).toMatchObject({ opacity: 0.5, rotation: 5 })
    expect(b).toMatchObject({ opacity: 0.7 })
  })

  it('lose nothing: of one field the later value stays, and the record has the other', () => {
    const merged = mergeProjects(
      linked,
      patch(linked, pad, { opacity: 0.5 }),
      patch(linked, pad, { opacity: 0.6 }),
    )
    expect(merged.conflicts).toMatchObject([{ kept: 0.6, lost: 0.5, lostSide: 'earlier' }])
  })

  it('lose nothing, whatever they edit: each override is in the merge or in the record', () => {
    fc.assert(
      fc.property(
        fc.array(editArbitrary, { maxLength: 4 }),
        fc.array(editArbitrary, { maxLength: 4 }),
        (a, b) => {
          const [earlier, later] = [a, b].map((edits) =>
            edits.reduce((draft, { apply }) => editProject(draft, apply), linked),
          ) as [ProjectDocument, ProjectDocument]
          const { project, conflicts } = mergeProjects(linked, earlier, later)
          for (const [side, name] of [
            [earlier, 'earlier'],
            [later, 'later'],
          ] as const) {
            for (const [path, value] of listOverrides(side)) {
              const found = readPath(project, path)
              const isRecorded = conflicts.some(
                (conflict) =>
                  conflict.lostSide === name &&
                  conflict.path.every((key, at) => key === path[at] || at >= path.length),
              )
              // Words of both are merged into one text.
              if (path.at(-2) === 'contentByLocale') continue
              const isOfBase = isSame(readPath(linked, path), value)
              expect(isOfBase || isRecorded || isSame(found, value)).toBe(true)
            }
          }
          expect(() => resolveProject(project)).not.toThrow()
        },
      ),
      { numRuns: 80 },
    )
  })

  it('keep an element that one leaves out and the other changes', () => {
    const [first] = listRow(linked, pad) as [Screen]
    const [elementId] = idsOf(first) as [ElementId]
    const without = editProject(linked, (project) => {
      const { [elementId]: _gone, ...elements } = first.elements
      const row = { ...project.screensByCanvasSize[pad], [first.id]: { ...first, elements } }
      return { ...project, screensByCanvasSize: { ...project.screensByCanvasSize, [pad]: row } }
    })
    expect(idsOf(listRow(without, pad)[0] as Screen)).not.toContain(elementId)
    const changed = patch(linked, pad, { opacity: 0.5 })
    for (const [earlier, later] of [
      [without, changed],
      [changed, without],
    ] as const) {
      const { project, conflicts } = mergeProjects(linked, earlier, later)
      expect(listRow(project, pad)[0]?.elements[elementId]?.opacity).toBe(0.5)
      expect(conflicts).toHaveLength(1)
    }
  })

  it('keep a screen that one removes from the master and the other overrides', () => {
    const [master] = listRow(linked, phone) as [Screen]
    const removed = editProject(linked, (project) =>
      removeScreen(project, { canvasSizeId: phone, screenId: master.id }),
    )
    const changed = patch(linked, pad, { opacity: 0.5 })
    for (const [earlier, later] of [
      [removed, changed],
      [changed, removed],
    ] as const) {
      const { project, conflicts } = mergeProjects(linked, earlier, later)
      expect(listRow(project, phone)).toHaveLength(5)
      expect(Object.values(listRow(project, pad)[0]?.elements ?? {})[0]).toMatchObject({ opacity: 0.5 })
      expect(conflicts.length).toBeGreaterThan(0)
    }
    expect(listRow(mergeProjects(linked, removed, linked).project, phone)).toHaveLength(4)
  })

  it('keep their content when each links a size to the other’s', () => {
    const both = addCanvasSize(sample, {
      canvasSizeId: pad,
      copyFrom: phone,
      locale: english,
      mint: createCounter('p'),
    })
    const one = planLink(both, { canvasSizeId: pad, master: phone }).project
    const other = planLink(both, { canvasSizeId: phone, master: pad }).project
    const { project } = mergeProjects<ProjectDocument>(both, one, other)
    expect(listRow(project, phone).length + listRow(project, pad).length).toBeGreaterThanOrEqual(10)
  })

  it('add the same size once', () => {
    const added = addLinkedSize(sample, { canvasSizeId: pad, master: phone })
    const { project, conflicts } = mergeProjects<ProjectDocument>(sample, added, structuredClone(added))
    expect(listRow(project, pad)).toHaveLength(5)
    expect(conflicts).toEqual([])
  })
})

describe('a size of its own that is linked', () => {
  const own = addCanvasSize(sample, {
    canvasSizeId: pad,
    copyFrom: phone,
    locale: english,
    mint: createCounter('p'),
  })

  it('looks like a size that was linked from the start, where nothing was changed in it', () => {
    const { project, ...counts } = planLink(own, { canvasSizeId: pad, master: phone })
    expect(listPictures(project, pad)).toEqual(listPictures(linked, pad))
    expect(counts).toMatchObject({ texts: 0, captures: 0, ownScreens: 0 })
    expect(findMasterOf(project, pad)).toBe(phone)
  })

  it('keeps its own captures and texts', () => {
    const [first] = listRow(own, pad) as [Screen]
    const frame = idsOf(first).find((id) => first.elements[id]?.type === 'frame') as ElementId
    const filled = setCapture(own as Project, {
      canvasSizeId: pad,
      screenId: first.id,
      elementId: frame,
      locale: english,
      mediaId: 'own-capture' as MediaId,
    })
    const { project, captures } = planLink(filled, { canvasSizeId: pad, master: phone })
    expect(captures).toBe(1)
    expect(JSON.stringify(listRow(project, pad)[0])).toContain('own-capture')
  })

  it('keeps screens that the master has no counterpart for', () => {
    const [last] = listRow(own, phone).slice(-1) as [Screen]
    const shorter = removeScreen(own as Project, { canvasSizeId: phone, screenId: last.id })
    const { project, ownScreens } = planLink(shorter, { canvasSizeId: pad, master: phone })
    expect(ownScreens).toBe(1)
    expect(listRow(project, pad)).toHaveLength(5)
  })
})

describe('a size that is linked no more', () => {
  it('looks the same and follows nothing', () => {
    const changed = patch(linked, pad, { opacity: 0.5 })
    const { project } = unlinkSize(changed, { canvasSizeId: pad, mint: createCounter('own') })
    expect(listPictures(project, pad)).toEqual(listPictures(changed, pad))
    expect(listRow(project, pad).some((screen) => readLink(screen) !== undefined)).toBe(false)
    const { project: none } = unlinkSize(project, { canvasSizeId: mac, mint: createCounter('mac') })
    expect(none.schemaVersion).toBe(1)
  })

  it('hands the master over when the master is removed, and no picture changes', () => {
    const changed = patch(patch(linked, pad, { opacity: 0.5 }), mac, { at: 1, rotation: 9 })
    const removed = removeSize(changed, { canvasSizeId: phone, mint: createCounter('heir') })
    expect(Object.keys(removed.screensByCanvasSize)).not.toContain(phone)
    expect(findMasterSize(removed)).toBe(pad)
    expect(listPictures(removed, pad)).toEqual(listPictures(changed, pad))
    expect(listPictures(removed, mac)).toEqual(listPictures(changed, mac))
  })

  it('stays when a part of the app that knows no links removes its master', () => {
    const removed = editProject(linked, (project) => {
      const { [phone]: _gone, ...screensByCanvasSize } = project.screensByCanvasSize
      return { ...project, screensByCanvasSize }
    })
    expect(listPictures(removed, pad)).toEqual(listPictures(linked, pad))
    expect(removed.schemaVersion).toBe(1)
  })
})

describe('a panorama of the master', () => {
  const colour = (hex: string) => ({ type: 'colour', colour: hex }) as const
  const share = (document: ProjectDocument, size: CanvasSizeId) =>
    editProject(document, (project) =>
      shareBackground(project, {
        canvasSizeId: size,
        screenIds: listRow(document, size).map(({ id }) => id),
        background: colour('#123456'),
      }),
    )
  const paint = (document: ProjectDocument, [size, hex]: [CanvasSizeId, string]) =>
    editProject(document, (project) =>
      setSharedBackground(project, { canvasSizeId: size, background: colour(hex) }),
    )
  const readShared = (document: ProjectDocument, size: CanvasSizeId) => {
    const shared = resolveProject(document).sharedBackgrounds?.[size]
    const shown = listRow(document, size).filter(({ id }) => shared?.screens[id])
    return { background: shared?.background, count: shown.length }
  }
  const panorama = share(linked, phone)

  it('is still followed by a linked size when another one is unlinked', () => {
    const { project } = unlinkSize(panorama, { canvasSizeId: pad, mint: createCounter('own') })
    const painted = paint(project, [phone, '#abcdef'])
    expect(readShared(painted, mac)).toEqual({ background: colour('#abcdef'), count: 5 })
    expect(readShared(painted, pad)).toEqual({ background: colour('#123456'), count: 5 })
  })

  it('stays as it is in every size when the master is removed, and the heir is followed', () => {
    const removed = removeSize(panorama, { canvasSizeId: phone, mint: createCounter('heir') })
    expect(readShared(removed, mac)).toEqual(readShared(panorama, mac))
    expect(readShared(paint(removed, [pad, '#abcdef']), mac).background).toEqual(colour('#abcdef'))
  })

  it('stays in the others where the heir has another one', () => {
    const own = paint(panorama, [pad, '#abcdef'])
    const removed = removeSize(own, { canvasSizeId: phone, mint: createCounter('heir') })
    for (const size of [pad, mac]) expect(readShared(removed, size)).toEqual(readShared(own, size))
  })

  it('stays in sizes whose master a part of the app that knows no links removes', () => {
    const removed = editProject(panorama, (project) => removeCanvasSize(project, phone))
    expect(readShared(removed, pad)).toEqual(readShared(panorama, pad))
  })
})

it('a screen that is left out of a size stays out of it when the master is removed', () => {
  const [, second] = listRow(linked, mac) as [Screen, Screen]
  const hidden = editProject(linked, (project) =>
    removeScreen(project, { canvasSizeId: mac, screenId: second.id }),
  )
  expect(listRow(hidden, mac)).toHaveLength(4)
  const removed = removeSize(hidden, { canvasSizeId: phone, mint: createCounter('heir') })
  expect(listPictures(removed, mac)).toEqual(listPictures(hidden, mac))
})

describe('the version of a document', () => {
  const one = addLinkedSize(sample, { canvasSizeId: pad, master: phone })
  const unlinked = unlinkSize(one, { canvasSizeId: pad, mint: createCounter('own') }).project
  const other = addLinkedSize(one, { canvasSizeId: mac, master: phone })

  it('is that of what is in it after a merge, and never a conflict', () => {
    expect([sample, one, unlinked, other].map(({ schemaVersion }) => schemaVersion)).toEqual([1, 2, 1, 2])
    for (const [earlier, later] of [
      [unlinked, other],
      [other, unlinked],
    ] as const) {
      const { project, conflicts } = mergeProjects<ProjectDocument>(one, earlier, later)
      expect(findMasterOf(project, mac)).toBe(phone)
      expect(findMasterOf(project, pad)).toBeUndefined()
      expect(project.schemaVersion).toBe(2)
      expect(conflicts).toEqual([])
    }
    const { project } = mergeProjects<ProjectDocument>({ id: one.id } as never, one, sample)
    expect(project.schemaVersion).toBe(2)
    const lost = listOverwritten(undefined, { side: sample, lostSide: 'later', result: one })
    expect(lost.map(({ path }) => path[0])).not.toContain('schemaVersion')
  })

  it('is that of what is left after an edit is reverted', () => {
    const link = diffProjects(sample, one, 'Link')
    const linkedTwice = addLinkedSize(one, { canvasSizeId: mac, master: phone })
    const reverted = applyChange(linkedTwice, planRevert(linkedTwice, link))
    expect(findMasterOf(reverted, mac)).toBe(phone)
    expect(reverted.schemaVersion).toBe(2)
    expect(applyChange(one, planRevert(one, link))).toEqual(sample)
    expect(
      planRevert(sample, { label: '', ops: link.ops.filter(({ path }) => path.length === 1) }).ops,
    ).toEqual([])
  })
})

type Path = readonly string[]

/** Every overriding value with its place. */
function listOverrides(project: ProjectDocument): readonly (readonly [Path, Json])[] {
  return Object.entries(project.screensByCanvasSize).flatMap(([size, row]) =>
    Object.entries<{ overrides?: Json }>(row as never).flatMap(([id, { overrides }]) =>
      overrides === undefined ? [] : listLeaves(['screensByCanvasSize', size, id, 'overrides'], overrides),
    ),
  )
}

function listLeaves(path: Path, value: Json): readonly (readonly [Path, Json])[] {
  if (typeof value !== 'object' || value === null || Array.isArray(value) || 'type' in value)
    return [[path, value]]
  return Object.entries(value).flatMap(([key, inside]) => listLeaves([...path, key], inside as Json))
}

const readPath = (project: ProjectDocument, path: Path): Json | undefined =>
  path.reduce<Json | undefined>(
    (node, key) =>
      node !== undefined && node !== null && Object.hasOwn(node as object, key)
        ? (node as Record<string, Json>)[key]
        : undefined,
    project as unknown as Json,
  )
