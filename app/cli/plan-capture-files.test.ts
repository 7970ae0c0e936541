import { expect, it } from 'vitest'
import type { CanvasSizeId, MediaId } from '#app/document/model/ids.ts'
import { listProjectMedia } from '#app/document/model/project-media.ts'
import { createCounter } from '#tests/factories/generate-project.ts'
import { createFixedSample } from '#tests/factories/sample-archive.ts'
import { planCaptureFiles } from './plan-capture-files.ts'

const file = (path: string, mediaId: string, [widthPx, heightPx] = [1320, 2868]) => ({
  path,
  mediaId: mediaId as MediaId,
  widthPx: widthPx ?? 0,
  heightPx: heightPx ?? 0,
  fileName: path,
})

it('replaces the capture of the named screen in its language alone, and adds a language that is new', () => {
  const project = createFixedSample()
  const plan = planCaptureFiles(
    project,
    [file('de/2.png', 'new-de'), file('fr/2.png', 'new-fr')],
    createCounter('id'),
  )
  expect(plan.placed.map(({ locale, screenNumber, isNew }) => [locale, screenNumber, isNew])).toEqual([
    ['de-DE', 2, false],
    ['fr', 2, false],
  ])
  expect(Object.keys(plan.project.locales ?? {})).toEqual(['en-US', 'de-DE', 'fr'])
  expect(listProjectMedia(plan.project)).toEqual(
    expect.arrayContaining([...listProjectMedia(project), 'new-de', 'new-fr']),
  )
})

it('a capture of another iPhone goes to the iPhone size of the project', () => {
  const plan = planCaptureFiles(
    createFixedSample(),
    [file('1.png', 'small', [1206, 2622])],
    createCounter('id'),
  )
  expect(plan.placed[0]).toMatchObject({ canvasSizeId: 'iphone-69' as CanvasSizeId, screenNumber: 1 })
})
