import { describe, expect, it } from 'vitest'
import { planFont } from './fonts.ts'

describe('planFont', () => {
  it('names the family, then Inter for what it lacks, then a generic one', () => {
    expect(planFont({ family: 'Playfair Display', weight: 700 }, 82)).toBe(
      '700 82.000px "Playfair Display", "Inter", serif',
    )
  })

  it('gives Inter for a family that is not bundled, even if the machine has it', () => {
    expect(planFont({ family: 'Comic Sans MS', weight: 400 }, 10)).toBe('400 10.000px "Inter", sans-serif')
  })

  it("clamps the weight to the family's range", () => {
    expect(planFont({ family: 'Space Grotesk', weight: 900 }, 10)).toMatch(/^700 /)
    expect(planFont({ family: 'Playfair Display', weight: 100 }, 10)).toMatch(/^400 /)
  })
})
