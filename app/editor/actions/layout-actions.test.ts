import { expect, it } from 'vitest'
import { setCaption } from '#app/document/edits/set-content.ts'
import { layouts } from '#app/document/layouts/layout-table.ts'
import type { CanvasSizeId, ElementId, Locale, ProjectId, ScreenId } from '#app/document/model/ids.ts'
import { listOrdered } from '#app/document/model/ordered.ts'
import type { Element, Project, Screen, TextElement } from '#app/document/model/schema.ts'
import { createSampleProject } from '#app/document/sample/sample-project.ts'
import { createCounter } from '#tests/factories/generate-project.ts'
import type { EditorController } from '../state/editor-controller.ts'
import { chooseLayout } from './layout-actions.ts'
import { turnScreen } from './screen-actions.ts'

const canvasSizeId = 'iphone-69' as CanvasSizeId
const [english, german] = ['en-US', 'de-DE'] as [Locale, Locale]
const words = 'Wissen, wann das Wasser kommt, und wann es wieder geht'

/** A project in memory, shown in English, whose texts are as tall as their words are long. */
function openProject() {
  let project: Project = createSampleProject({
    id: 'b5f2b0a4-4a9c-4c0e-8a35-1f1f5a0c9e11' as ProjectId,
    mint: createCounter('id'),
  })
  const [screen] = listOrdered<ScreenId, Screen>(project.screensByCanvasSize[canvasSizeId])
  const text = listOrdered<ElementId, Element>(screen?.item.elements).find(({ item }) => item.type === 'text')
  if (screen === undefined || text === undefined) throw new Error('The sample has a caption.')
  const ref = { canvasSizeId, screenId: screen.id, elementId: text.id }
  project = setCaption(project, { ...ref, locale: german, content: words })
  const find = () => project.screensByCanvasSize[canvasSizeId]?.[screen.id]
  const editor = {
    session: { getProject: () => project },
    ui: { get: () => ({ canvasSizeId, screenId: screen.id, locale: english }) },
    findCurrentScreen: find,
    languages: () => ({ locale: english, fallbackLocale: english }),
    edit: (_label: string, edit: (now: Project) => Project) => {
      project = edit(project)
    },
    measureBox: (element: Element) => ({ ...element, height: measure(element as TextElement, english) }),
  } as unknown as EditorController
  return { editor, read: () => find()?.elements[text.id] as TextElement }
}

const measure = ({ contentByLocale }: TextElement, locale: Locale) =>
  (contentByLocale[locale] ?? '').length / 200

it('a layout leaves space for the language that needs most', () => {
  const { editor, read } = openProject()
  const [layout] = layouts
  if (layout === undefined) throw new Error('There are layouts.')
  chooseLayout(editor, layout)
  expect(read().height).toBeCloseTo(words.length / 200)
})

it('so does turning a screen', () => {
  const { editor, read } = openProject()
  turnScreen(editor)
  expect(read().height).toBeCloseTo(words.length / 200)
})
