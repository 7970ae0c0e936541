import fc from 'fast-check'
import { expect, test } from 'vitest'
import { projectArbitrary } from '#tests/factories/generate-project.ts'
import { toCanonicalText } from './canonical-text.ts'
import { appendMembers, cutData, cutMembers, toDocumentText } from './document-text.ts'

test('the data is cut out of a canonical text, stored with other members, and joined again, unchanged', () => {
  fc.assert(
    fc.property(projectArbitrary, fc.string(), fc.jsonValue(), (project, name, extra) => {
      const text = toCanonicalText({ ...project, name })
      const data = cutData(text, name) ?? ''
      expect(toDocumentText(data, name)).toBe(text)
      const { view: _view, id: _id, name: _name, ...rest } = project
      expect(JSON.parse(data)).toEqual(JSON.parse(JSON.stringify(rest)))
      const kept = appendMembers(data, { view: extra, id: 'an id' })
      expect(JSON.parse(kept)).toMatchObject({ id: 'an id', schemaVersion: 1 })
      expect(cutMembers(kept, data.length)).toEqual({
        own: data,
        members: { view: JSON.parse(JSON.stringify(extra)), id: 'an id' },
      })
      expect(cutMembers(data, data.length)).toEqual({ own: data, members: {} })
    }),
  )
})

test('an object without members, and a text of another shape', () => {
  expect(appendMembers('{}', { a: 1 })).toBe('{"a":1}')
  expect(appendMembers('{"a":1}', {})).toBe('{"a":1}')
  expect(cutData('{"data":{"a":1},"name":"A"}', 'B')).toBeUndefined()
  expect(cutData('{"data":[],"name":"A"}', 'A')).toBeUndefined()
  expect(cutMembers('{"a":1}', 4)).toBeUndefined()
  expect(cutMembers('{"a":1,"b"', 7)).toBeUndefined()
})
