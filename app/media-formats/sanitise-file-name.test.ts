import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { sanitiseFileName } from './sanitise-file-name.ts'

describe('a file name', () => {
  test.each([
    ['Capture 1.png', 'Capture 1.png'],
    ['../../etc/passwd', 'passwd'],
    ['C:\\pictures\\a.png', 'a.png'],
    ['\u202egnp.exe', 'gnp.exe'],
    ['a\u0000b\n.png', 'ab.png'],
    ['', 'picture'],
    ['..', 'picture'],
    [`${'ä'.repeat(300)}.jpeg`, `${'ä'.repeat(115)}.jpeg`],
  ])('%j is shown as %j', (given, shown) => {
    expect(sanitiseFileName(given)).toBe(shown)
  })

  test('is never empty, long, or cut inside a surrogate pair, for any input', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (given) => {
        const shown = sanitiseFileName(given)
        expect(shown.length).toBeGreaterThan(0)
        expect(shown.length).toBeLessThanOrEqual(120)
        expect(shown).not.toMatch(/[/\\\p{Cc}\p{Cs}]/u)
      }),
    )
  })
})
