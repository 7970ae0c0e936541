import fc from 'fast-check'
import { expect, it } from 'vitest'
import { createCounter, createSample, projectArbitrary } from '#tests/factories/generate-project.ts'
import type { CanvasSizeId, MediaId, ProjectId, ScreenId } from '../model/ids.ts'
import { listOrdered } from '../model/ordered.ts'
import { listProjectMedia } from '../model/project-media.ts'
import { type Element, type Project, projectSchema, type Screen } from '../model/schema.ts'
import { isTemplateId, toTemplateId } from '../model/template-id.ts'
import { applyOwnTemplate } from './apply-own-template.ts'
import { applyTemplateSet } from './apply-template-set.ts'
import { createOwnTemplate } from './own-template.ts'
import { templateSets } from './template-set-list.ts'

const mint = createCounter('o')
const identity = { id: toTemplateId('b5f2b0a4-4a9c-4c0e-8a35-1f1f5a0c9e11' as ProjectId), name: 'Mine' }

function listTexts(project: Project) {
  return Object.values(project.screensByCanvasSize).flatMap((screens) =>
    Object.values<Screen>(screens).flatMap((screen) =>
      Object.entries<Element>(screen.elements).flatMap(([id, element]) =>
        element.type === 'text' ? [[`${screen.id} ${id}`, element.contentByLocale] as const] : [],
      ),
    ),
  )
}

const listElementMedia = (project: Project) =>
  Object.values(project.screensByCanvasSize).flatMap((screens) =>
    Object.values<Screen>(screens).flatMap(({ elements }) =>
      Object.values<Element>(elements).flatMap((element) =>
        'mediaByLocale' in element ? Object.values(element.mediaByLocale as Record<string, string>) : [],
      ),
    ),
  )

it('is told from a project by its id, which stays a UUID', () => {
  expect(isTemplateId(identity.id)).toBe(true)
  expect(isTemplateId(crypto.randomUUID())).toBe(false)
  expect(projectSchema.safeParse({ ...createSample(), ...identity }).error).toBeUndefined()
})

it('keeps no capture of the project it was made of', () => {
  const template = createOwnTemplate(createSample(), identity)
  expect(listProjectMedia(template)).toEqual([])
  expect(listTexts(template)).toEqual(listTexts(createSample()))
  expect(projectSchema.safeParse(template).error).toBeUndefined()
})

it('loses no caption, translation or capture of any project', () => {
  fc.assert(
    fc.property(projectArbitrary, projectArbitrary, (project, source) => {
      const template = createOwnTemplate(source, identity)
      const designed = applyOwnTemplate(project, template, { mint })
      expect(Object.fromEntries(listTexts(designed))).toEqual(Object.fromEntries(listTexts(project)))
      const shown = new Set(listProjectMedia(designed))
      // Backgrounds are the template's.
      const kept = listElementMedia(project)
      expect(kept.filter((media) => !shown.has(media as MediaId))).toEqual([])
      expect(projectSchema.safeParse(designed).error).toBeUndefined()
    }),
    { numRuns: 80 },
  )
})

it('gives another project the look of the one it was made of', () => {
  const set = templateSets.find(({ id }) => id === 'chapter') ?? templateSets[0]
  const source = applyTemplateSet(createSample(), set, { mint })
  const designed = applyOwnTemplate(createSample(), createOwnTemplate(source, identity), { mint })
  const canvasSizeId = 'iphone-69' as CanvasSizeId
  const screensOf = (project: Project) =>
    listOrdered<ScreenId, Screen>(project.screensByCanvasSize[canvasSizeId]).map(({ item }) => item)
  const look = (screen: Screen) => ({
    background: screen.background,
    texts: Object.values<Element>(screen.elements).flatMap((element) =>
      element.type === 'text' ? [[element.style, element.x, element.y]] : [],
    ),
    frames: Object.values<Element>(screen.elements).flatMap(({ type, x, y }) =>
      type === 'frame' ? [[x.toFixed(6), y.toFixed(6)]] : [],
    ),
  })
  expect(screensOf(designed).map(look)).toEqual(screensOf(source).map(look))
  expect(designed.templateSet).toEqual({ id: identity.id })
})
