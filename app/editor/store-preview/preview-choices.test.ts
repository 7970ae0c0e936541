import { expect, it } from 'vitest'
import type { CanvasSizeId } from '#app/document/model/ids.ts'
import { findOpenPlace, findPreviewSize, findSingle } from './preview-choices.ts'

const project = (...ids: string[]) => ({
  screensByCanvasSize: Object.fromEntries(ids.map((id) => [id, { a: {} }])) as never,
})
const open = (id: string) => id as CanvasSizeId

it('shows the open size on its own device, and the first of its kind on the others', () => {
  const all = project('iphone-63', 'iphone-69', 'ipad-11', 'play-phone')
  const find = (store: 'app-store' | 'google-play', device: 'phone' | 'tablet', id = 'iphone-63') =>
    findPreviewSize(all, { store, device, open: open(id) })
  expect(find('app-store', 'phone')).toBe('iphone-63')
  expect(find('app-store', 'phone', 'ipad-11')).toBe('iphone-69')
  expect(find('app-store', 'tablet')).toBe('ipad-11')
  expect(find('google-play', 'phone')).toBe('play-phone')
  expect(find('google-play', 'tablet')).toBeUndefined()
})

it('begins with the store and device of the open size, also of a kind without a device here', () => {
  expect(findOpenPlace(open('play-tablet-10'))).toEqual({ store: 'google-play', device: 'tablet' })
  expect(findOpenPlace(open('mac'))).toEqual({ store: 'app-store', device: 'phone' })
  const view = { store: 'app-store', device: 'phone', open: open('mac') } as const
  expect(findPreviewSize(project('mac'), view)).toBe('mac')
  expect(findPreviewSize(project('mac'), { ...view, device: 'tablet' })).toBeUndefined()
})

it('finds a picture that stands alone where the project has one', () => {
  expect(findSingle(project('apple-universal'), ['apple-header', 'apple-universal'])).toBe('apple-universal')
  expect(findSingle(project('iphone-69'), ['apple-header'])).toBeUndefined()
})
