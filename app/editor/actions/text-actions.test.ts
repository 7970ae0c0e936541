import { expect, test } from 'vitest'
import type { CanvasSizeId, ElementId, Locale, ProjectId, ScreenId } from '#app/document/model/ids.ts'
import { listOrdered } from '#app/document/model/ordered.ts'
import type { Element, Project, Screen } from '#app/document/model/schema.ts'
import { createSampleProject } from '#app/document/sample/sample-project.ts'
import { createCounter } from '#tests/factories/generate-project.ts'
import type { EditorController } from '../state/editor-controller.ts'
import { commitText } from './text-actions.ts'

const canvasSizeId = 'iphone-69' as CanvasSizeId
const locale = 'en-US' as Locale

/** A project in memory, with the edits made to it by this tab and by another. */
function openCaption() {
  let project: Project = createSampleProject({
    id: 'b5f2b0a4-4a9c-4c0e-8a35-1f1f5a0c9e11' as ProjectId,
    mint: createCounter('id'),
  })
  const [screen] = listOrdered<ScreenId, Screen>(project.screensByCanvasSize[canvasSizeId])
  const text = listOrdered<ElementId, Element>(screen?.item.elements).find(({ item }) => item.type === 'text')
  if (screen === undefined || text === undefined) throw new Error('The sample has a caption.')
  const editor = {
    session: { getProject: () => project },
    edit: (_label: string, edit: (now: Project) => Project) => {
      project = edit(project)
    },
    measureBox: ({ x, y, width, height }: Element) => ({ x, y, width, height }),
  } as unknown as EditorController
  const read = () => {
    const element = project.screensByCanvasSize[canvasSizeId]?.[screen.id]?.elements[text.id]
    return element?.type === 'text' ? element.contentByLocale[locale] : undefined
  }
  const type = (content: string, before?: string) =>
    commitText(editor, { canvasSizeId, screenId: screen.id, elementId: text.id, locale, content, before })
  return { read, type }
}

test('[F13] words typed over others that another tab has changed meanwhile: the words of both stay', () => {
  const { read, type } = openCaption()
  type('Know the tide')
  type('Know the moon')
  type('Know the wind today', 'Know the tide')
  expect(read()).toBe('Know the moon wind today')
})

test('[F13] changes of other words are both there, and an untouched text takes what was typed', () => {
  const { read, type } = openCaption()
  type('Know the tide')
  type('Know every tide')
  type('Know the tide today', 'Know the tide')
  expect(read()).toBe('Know every tide today')
  type('Something else', 'Know every tide today')
  expect(read()).toBe('Something else')
})
