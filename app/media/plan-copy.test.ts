import { describe, expect, test } from 'vitest'
import { planCopy } from './plan-copy.ts'

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
