import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { stubSvgDom } from '#tests/fakes/svg-dom.ts'
import { readSvg } from './read-svg.ts'

beforeEach(stubSvgDom)
afterEach(() => void vi.unstubAllGlobals())

/** Every level uses the one below it ten times: 10 to the power of the levels. */
function createFan(leaf: string, levels: number): string {
  const uses = (id: string) => `<use href="#${id}"/>`.repeat(10)
  const parts = Array.from({ length: levels }, (_, at) => `<g id="l${at + 1}">${uses(`l${at}`)}</g>`)
  return `<svg viewBox="0 0 10 10"><defs><g id="l0">${leaf}</g>${parts.join('')}</defs>${uses(`l${levels}`)}</svg>`
}

it.each(['', '<path/>', '<path d="M0 0L1 1" fill="none"/>', '<path d="M0 0L1 1"/>'])(
  'a fan of uses over “%s” is refused instead of read for ever',
  (leaf) => {
    const result = readSvg(createFan(leaf, 12), 'fan.svg')
    expect(result).toMatchObject({ kind: 'refused' })
    expect(result.kind === 'refused' && result.message).toMatch(/Simplify the drawing/)
  },
)

it('a part that is used is drawn as often as it is used, the first of its id', () => {
  const part = '<defs><path id="a" d="M0 0L1 1"/><path id="a" d="M9 9L8 8"/></defs>'
  const result = readSvg(
    `<svg viewBox="0 0 10 10">${part}<use href="#a"/><use href="#a" x="2"/></svg>`,
    'a.svg',
  )
  expect(result.kind === 'ok' && result.drawing.paths.map(({ d, transform }) => [d, transform])).toEqual([
    ['M0 0L1 1', undefined],
    ['M0 0L1 1', [1, 0, 0, 1, 2, 0]],
  ])
})

it('the rules of a style sheet are read, also inside a condition, and a long text without rules ends', () => {
  const read = (sheet: string) => {
    const shapes = '<path class="a" d="M0 0"/><g id="b"><path d="M1 1"/></g>'
    const result = readSvg(`<svg viewBox="0 0 1 1"><style>${sheet}</style>${shapes}</svg>`, 'a.svg')
    return result.kind === 'ok' && result.drawing.paths.map(({ rule }) => rule)
  }
  expect(read('.a, .c { fill-rule: evenodd } #b { fill-rule: evenodd }')).toEqual(['evenodd', 'evenodd'])
  expect(read('@media print { .a { fill-rule: evenodd } }')).toEqual(['evenodd', undefined])
  expect(read('.a { fill-rule: evenodd')).toEqual([undefined, undefined])
  expect(read('a'.repeat(400_000))).toEqual([undefined, undefined])
})
