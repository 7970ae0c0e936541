import { expect, it } from 'vitest'
import { createCounter } from '#tests/factories/generate-project.ts'
import { findScreenStyle } from '../catalogue/screen-style.ts'
import type { CanvasSizeId, Locale, MediaId, ProjectId } from '../model/ids.ts'
import { listOrdered } from '../model/ordered.ts'
import type { Element, Screen } from '../model/schema.ts'
import { createSampleProject } from '../sample/sample-project.ts'
import { createProject } from './create-project.ts'
import { planCaptures } from './plan-captures.ts'

const locale = 'en-US' as Locale

it('a new screen takes the headline’s style, wherever the subtitle lies in the stack', () => {
  const sample = createSampleProject({ id: 'p' as ProjectId, mint: createCounter('id') })
  const screens = sample.screensByCanvasSize['iphone-69' as CanvasSizeId] ?? {}
  const sizes = Object.values<Screen>(screens).flatMap(({ elements }) =>
    Object.values<Element>(elements).flatMap((element) =>
      element.type === 'text' ? [element.style.size] : [],
    ),
  )
  expect(findScreenStyle(screens, undefined).captionStyle.size).toBeCloseTo(Math.max(...sizes))
})

it('the first screen of a dropped set has the same layout as the others, whatever device the captures are of', () => {
  for (const [widthPx, heightPx] of [
    [1206, 2622],
    [1179, 2556],
    [2064, 2752],
    [1668, 2420],
    [1080, 2400],
    [1000, 1700],
  ] as const) {
    const mint = createCounter('id')
    const project = createProject({ id: 'p' as ProjectId, name: 'P', locale, mint })
    const captures = ['a', 'b', 'c'].map((name) => ({ mediaId: name as MediaId, name, widthPx, heightPx }))
    const filled = planCaptures(project, {
      captures,
      canvasSizeId: 'iphone-69' as CanvasSizeId,
      locale,
      mint,
    }).project
    const places = listOrdered<string, Screen>(filled.screensByCanvasSize['iphone-69' as CanvasSizeId]).map(
      ({ item }) =>
        Object.values<Element>(item.elements).flatMap(({ type, x, y, width, height }) =>
          type === 'frame' ? [[x, y, width, height]] : [],
        ),
    )
    expect(places).toHaveLength(3)
    expect(places[0], `${widthPx} × ${heightPx}`).toEqual(places[1])
    expect(places[2]).toEqual(places[1])
  }
})
