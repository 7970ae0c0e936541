import { expect, it } from 'vitest'
import { describeImport } from './describe-import.ts'

const nothing = { added: [], merged: [], same: [], missing: [], notes: [] }

it('names what was imported, merged and left alone', () => {
  expect(describeImport({ ...nothing, added: ['Tides'] }).text).toBe('Imported “Tides”.')
  expect(describeImport({ ...nothing, added: ['A', 'B', 'C'], merged: ['D'], same: ['E', 'F'] }).text).toBe(
    'Imported 3 projects. Merged “D”; undo takes it back. “E” and “F” were here already, unchanged.',
  )
  expect(describeImport(nothing).text).toContain('no projects')
  expect(describeImport({ ...nothing, added: ['A'], missing: ['Home.png'] }).details).toEqual([
    'Neither the file nor this device has “Home.png”. Add it again where it was.',
  ])
  expect(describeImport({ ...nothing, added: ['A'], notes: ['One could not be taken.'] }).details).toEqual([
    'One could not be taken.',
  ])
})
