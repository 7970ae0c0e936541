import { expect, it } from 'vitest'
import { createCounter } from '#tests/factories/generate-project.ts'
import { planFrameLayout } from '../catalogue/frame-layout.ts'
import type { CanvasSizeId, Locale, MediaId, ProjectId } from '../model/ids.ts'
import { listOrdered } from '../model/ordered.ts'
import type { Element, Project } from '../model/schema.ts'
import { addCanvasSize } from './add-canvas-size.ts'
import { createProject } from './create-project.ts'
import { planCaptures } from './plan-captures.ts'

const mint = createCounter('id')
const [wear, phone] = ['play-wear', 'play-phone'] as [CanvasSizeId, CanvasSizeId]
const locale = 'en-US' as Locale
const empty = createProject({ id: 'p' as ProjectId, name: 'Tides', locale, mint })

const elementsOf = (project: Project): Element[] =>
  listOrdered(project.screensByCanvasSize[wear]).flatMap(({ item }) => Object.values<Element>(item.elements))

/** Over the whole square, without a body, corners or an opening. */
function expectBare(element: Element | undefined) {
  if (element?.type !== 'frame') throw new Error('There is a frame.')
  expect(element).toMatchObject({ x: 0, y: 0, width: 1, height: 1 })
  const { body, screen, cutOuts } = planFrameLayout(element)
  expect({ body, screen, cutOuts }).toEqual({
    body: undefined,
    screen: { x: 0, y: 0, width: 1, height: 1, radii: [0, 0, 0, 0] },
    cutOuts: [],
  })
}

it('a size of Wear OS begins with the capture alone, whatever it is copied from', () => {
  for (const copyFrom of [undefined, phone]) {
    const added = addCanvasSize(empty, { canvasSizeId: wear, ...(copyFrom && { copyFrom }), locale, mint })
    const elements = elementsOf(added)
    expect(elements).toHaveLength(1)
    expectBare(elements[0])
  }
})

it('captures for Wear OS fill their screens, the empty one first, and none is reported to fit no device', () => {
  const project = addCanvasSize(empty, { canvasSizeId: wear, locale, mint })
  const captures = ['a', 'b'].map((id) => ({
    mediaId: id as MediaId,
    widthPx: 450,
    heightPx: 450,
    name: `${id}.png`,
  }))
  const { project: filled, warnings } = planCaptures(project, { captures, canvasSizeId: wear, locale, mint })
  const elements = elementsOf(filled)
  expect(elements.map((element) => element.type === 'frame' && element.mediaByLocale[locale])).toEqual([
    'a',
    'b',
  ])
  for (const element of elements) expectBare(element)
  expect(warnings).toEqual([])
})
