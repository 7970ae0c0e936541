import { describe, expect, it } from 'vitest'
import { fillPattern, findPatternFault, usualPattern } from './file-pattern.ts'

const fields = { locale: 'en-US', size: 'iphone69', number: '01', name: 'week', store: 'app-store' }

describe('a pattern of file names', () => {
  it.each([
    [usualPattern, 'en-US/iphone69/01-week'],
    ['{store}/{locale}_{number}', 'app-store/en-US_01'],
    ['shots {number}: {name}?', 'shots 01- week'],
    ['/{locale}//{number}', 'en-US/01'],
  ])('%s is filled as %s', (pattern, path) => {
    expect(fillPattern(pattern, fields)).toBe(path)
  })

  it('leaves out the separator of an empty name', () => {
    expect(fillPattern(usualPattern, { ...fields, name: '' })).toBe('en-US/iphone69/01')
    expect(fillPattern('{name}_{number}', { ...fields, name: '' })).toBe('01')
    expect(fillPattern('{name}', { ...fields, name: '' })).toBe('screen')
  })

  it.each([
    ['{locale}/{nummer}', '“{nummer}” is unknown.'],
    ['{locale', 'A brace is not closed.'],
    ['shots', 'All files would have one name.'],
    ['../{number}', 'stays inside the folder'],
    ['a/./{number}', 'stays inside the folder'],
    ['/{number}', 'stays inside the folder'],
    ['{number}\\x', 'stays inside the folder'],
  ])('%s is refused', (pattern, sentence) => {
    expect(findPatternFault(pattern)).toContain(sentence)
  })

  it('the usual one is accepted', () => {
    expect(findPatternFault(usualPattern)).toBeUndefined()
  })
})
