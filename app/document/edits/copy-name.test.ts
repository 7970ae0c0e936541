import { describe, expect, test } from 'vitest'
import { arrivalName, copyName, untitledName } from './copy-name.ts'

describe('the name of a new project', () => {
  test('the name of a copy is marked, and a copy of a copy is numbered', () => {
    expect(copyName('Weather', ['Weather'])).toBe('Weather (copy)')
    expect(copyName('Weather', ['Weather', 'Weather (copy)'])).toBe('Weather (copy 2)')
    expect(copyName('Weather (copy)', ['Weather', 'Weather (copy)'])).toBe('Weather (copy 2)')
    expect(copyName('Weather (copy 2)', ['Weather (copy 2)'])).toBe('Weather (copy)')
  })

  test.each([copyName, arrivalName])(
    '%o of a long name fits and never ends in half a surrogate pair',
    (name) => {
      for (const lead of ['', 'x']) {
        const long = lead + '🌦'.repeat(99)
        const marked = name(long, [long])
        expect(marked.length).toBeLessThanOrEqual(200)
        expect(marked).not.toMatch(/\p{Surrogate}/u)
      }
    },
  )

  test('an incoming project keeps its name unless it is taken', () => {
    expect(arrivalName('Weather', ['Maps'])).toBe('Weather')
    expect(arrivalName('Weather', ['Weather'])).toBe('Weather (from this device)')
    expect(arrivalName('Weather', ['Weather', 'Weather (from this device)'])).toBe(
      'Weather (from this device 2)',
    )
  })

  test('an untitled project is numbered', () => {
    expect(untitledName([])).toBe('Untitled project')
    expect(untitledName(['Untitled project', 'Untitled project 3'])).toBe('Untitled project 2')
  })
})
