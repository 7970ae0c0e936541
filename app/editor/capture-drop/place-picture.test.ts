import { expect, it } from 'vitest'
import type { CanvasSizeId, ElementId, Locale, MediaId, ScreenId } from '#app/document/model/ids.ts'
import type { Project, Screen } from '#app/document/model/schema.ts'
import { createSample } from '#tests/factories/generate-project.ts'
import type { EditorController } from '../state/editor-controller.ts'
import { placeDropped } from './place-picture.ts'

const canvasSizeId = 'iphone-69' as CanvasSizeId
const locale = 'en-US' as Locale

it('a picture is added, and what was refused before its import is named too', () => {
  let project = createSample()
  const [screen] = Object.values<Screen>(project.screensByCanvasSize[canvasSizeId] ?? {})
  const screenId = screen?.id as ScreenId
  const selected: ElementId[] = []
  const editor = {
    edit(_label: string, change: (before: Project) => Project) {
      project = change(project)
    },
    selectElements: (_screenId: ScreenId, ids: readonly ElementId[]) => selected.push(...ids),
  } as unknown as EditorController
  const early = { fileName: 'cut.zip', message: 'cut.zip cannot be read.' }
  const late = { fileName: 'b.png', message: 'b.png is no picture.' }
  const logo = { mediaId: 'logo' as MediaId, fileName: 'logo.png', width: 10, height: 10 }
  const outcome = placeDropped(
    editor,
    { kind: 'add', screenId },
    {
      results: [
        { kind: 'imported', fileType: 'image', ...logo },
        { kind: 'refused', ...late },
      ],
      refused: [early],
      view: { canvasSizeId, locale },
      select: true,
    },
  )
  expect(outcome).toEqual({ importedCount: 1, cancelledCount: 0, refused: [early, late], warnings: [] })
  expect(
    project.screensByCanvasSize[canvasSizeId]?.[screenId]?.elements[selected[0] as ElementId]?.type,
  ).toBe('image')
})
