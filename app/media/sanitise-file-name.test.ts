import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { planCopy } from './plan-copy.ts'
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

  test('is never empty, long, or half a character, whatever comes', () => {
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

describe('a copy is made', () => {
  test('of photos that are too heavy or have too many pixels, never of a capture that fits', () => {
    const heavy = { sizeBytes: 40_000_000, width: 9000, height: 6000 }
    expect(planCopy({ format: 'jpeg', ...heavy })).toEqual({
      kind: 'copy',
      width: 4096,
      height: 2731,
      mimeType: 'image/jpeg',
    })
    expect(planCopy({ format: 'png', ...heavy })).toMatchObject({ kind: 'copy', mimeType: 'image/webp' })
    expect(planCopy({ format: 'jpeg', sizeBytes: 5_000_000, width: 3000, height: 5000 }).kind).toBe('copy')
    expect(planCopy({ format: 'png', sizeBytes: 9_000_000, width: 5244, height: 2950 }).kind).toBe('keep')
    expect(planCopy({ format: 'jpeg', sizeBytes: 9_000_000, width: 3024, height: 4032 }).kind).toBe('keep')
  })
})
