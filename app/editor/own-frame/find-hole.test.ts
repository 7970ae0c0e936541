import { expect, it } from 'vitest'
import { findHole } from './find-hole.ts'

/** Rows of signs: `#` is opaque. */
function read(rows: readonly string[]) {
  const values = rows.flatMap((row) => [...row].map((sign) => (sign === '#' ? 255 : 0)))
  return { values, width: rows[0]?.length ?? 0, height: rows.length }
}

it('finds the screen inside the body, not the air around it', () => {
  const hole = findHole(
    read([
      '..........',
      '.########.',
      '.##....##.',
      '.#......#.',
      '.#......#.',
      '.#......#.',
      '.########.',
      '..........',
    ]),
  )
  expect(hole).toEqual({ x: 0.2, y: 0.25, width: 0.6, height: 0.5, corner: 1 / 6 })
})

it('takes the largest of several holes, and an island does not make it smaller', () => {
  const hole = findHole(read(['#########', '#.#.....#', '###.###.#', '###.....#', '###.....#', '#########']))
  expect(hole).toMatchObject({ x: 3 / 9, y: 1 / 6, width: 5 / 9, height: 4 / 6, corner: 0 })
})

it('finds nothing where the screen is opaque or open to the edge', () => {
  expect(findHole(read(['#####', '#####', '#####']))).toBeUndefined()
  expect(findHole(read(['##.##', '##.##', '##.##', '#####']))).toBeUndefined()
})
