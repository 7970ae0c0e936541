import { describe, expect, it } from 'vitest'
import { nameVersion, noEdit, type PictureEdit, planEdit } from './edit-picture.ts'

const source = { width: 100, height: 40 }

/** The position of a point of the source in the result. */
function land(edit: PictureEdit, x: number, y: number): { x: number; y: number } {
  const [a, b, c, d, e, f] = planEdit(source, edit).transform
  return { x: a * x + c * y + e, y: b * x + d * y + f }
}

describe('planEdit', () => {
  it('leaves an unedited picture as it is', () => {
    expect(planEdit(source, noEdit)).toEqual({ width: 100, height: 40, transform: [1, 0, 0, 1, 0, 0] })
  })

  it.each([
    [0, { x: 0, y: 0 }],
    [1, { x: 40, y: 0 }],
    [2, { x: 100, y: 40 }],
    [3, { x: 0, y: 100 }],
  ] as const)('after %i quarter turns clockwise the top left corner is in its new place', (turns, corner) => {
    const edit: PictureEdit = { ...noEdit, quarterTurns: turns }
    expect(land(edit, 0, 0)).toEqual(corner)
    const isOnSide = turns % 2 === 1
    expect(planEdit(source, edit)).toMatchObject(
      isOnSide ? { width: 40, height: 100 } : { width: 100, height: 40 },
    )
  })

  it('mirrors the visible picture, also when it was turned first', () => {
    expect(land({ ...noEdit, flipX: true }, 0, 0)).toEqual({ x: 100, y: 0 })
    expect(land({ ...noEdit, flipY: true }, 0, 0)).toEqual({ x: 0, y: 40 })
    expect(land({ ...noEdit, quarterTurns: 1, flipX: true }, 0, 0)).toEqual({ x: 0, y: 0 })
    expect(land({ ...noEdit, quarterTurns: 1, flipY: true }, 0, 0)).toEqual({ x: 40, y: 100 })
  })

  it('cuts whole pixels of the turned picture', () => {
    const crop = { x: 0.25, y: 0.5, width: 0.5, height: 0.5 }
    expect(planEdit(source, { ...noEdit, crop })).toMatchObject({ width: 50, height: 20 })
    expect(land({ ...noEdit, crop }, 25, 20)).toEqual({ x: 0, y: 0 })
    const turned = planEdit(source, { ...noEdit, quarterTurns: 1, crop })
    expect(turned).toMatchObject({ width: 20, height: 50 })
    expect(planEdit(source, { ...noEdit, crop: { x: 0.999, y: 0, width: 0, height: 0 } })).toMatchObject({
      width: 1,
      height: 1,
    })
  })
})

describe('nameVersion', () => {
  it('marks it as edited, once, with the extension of its new format', () => {
    expect(nameVersion('Home.png', 'image/png')).toBe('Home (edited).png')
    expect(nameVersion('Home (edited).png', 'image/png')).toBe('Home (edited).png')
    expect(nameVersion('photo.jpeg', 'image/jpeg')).toBe('photo (edited).jpg')
    expect(nameVersion('dance.gif', 'image/png')).toBe('dance (edited).png')
  })
})
