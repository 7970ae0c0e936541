import { expect, it } from 'vitest'
import { allHave, commonOf } from './common-of.ts'

it('a field shows the value that all selected elements share, and nothing where they differ', () => {
  const read = ({ size }: { size: number }) => size
  expect(commonOf([{ size: 2 }], read)).toBe(2)
  expect(commonOf([{ size: 2 }, { size: 2 }], read)).toBe(2)
  expect(commonOf([{ size: 2 }, { size: 2 }, { size: 3 }], read)).toBeUndefined()
  expect(commonOf([], read)).toBeUndefined()
})

it('a switch is on where all have it, off where none has it, else in between', () => {
  const has = (glow: string | undefined) => glow !== undefined
  expect(allHave(['#ffffff', '#000000'], has)).toBe(true)
  expect(allHave([undefined, undefined], has)).toBe(false)
  expect(allHave([undefined, '#000000'], has)).toBeUndefined()
})
