import { expect, it } from 'vitest'
import { createSample } from '#tests/factories/generate-project.ts'
import { withViewOf } from './with-view-of.ts'

const { view: _seen, ...project } = createSample()
const view = { canvasSizeId: 'iphone-69' } as typeof project.view & {}
const otherView = { canvasSizeId: 'ipad-13' } as typeof project.view & {}

it('replaces the view and nothing else', () => {
  expect(withViewOf({ ...project, view }, { view: otherView })).toEqual({ ...project, view: otherView })
  expect(withViewOf(project, { view })).toEqual({ ...project, view })
})

it('has no view where the other version has none', () => {
  expect(withViewOf({ ...project, view }, {})).not.toHaveProperty('view')
})

it('is the same object where the view is the same', () => {
  const seen = { ...project, view }
  expect(withViewOf(seen, { view })).toBe(seen)
})
