import { expect, it } from 'vitest'
import { createJointImport, type ImportProgress } from './joint-import.ts'

function start() {
  const shown: (ImportProgress | undefined)[] = []
  const ends: (readonly string[])[] = []
  const joint = createJointImport<string>({
    onProgress: (progress) => shown.push(progress),
    onEnd: (outcomes) => ends.push(outcomes),
  })
  return { joint, shown, ends }
}

it('shows imports that overlap as one, and reports every outcome at the end of the last', () => {
  const { joint, shown, ends } = start()
  const first = joint.begin(2)
  const second = joint.begin(3)
  second.progress(1)
  expect(shown.at(-1)).toEqual({ done: 1, total: 5 })
  second.end('second')
  expect(shown.at(-1)).toEqual({ done: 3, total: 5 })
  expect(ends).toEqual([])
  first.end('first')
  expect(shown.at(-1)).toBeUndefined()
  expect(ends).toEqual([['first', 'second']])
})

it('counts anew when nothing was running', () => {
  const { joint, shown, ends } = start()
  joint.begin(2).end('one')
  joint.begin(4).end('two')
  expect(shown).toEqual([{ done: 0, total: 2 }, undefined, { done: 0, total: 4 }, undefined])
  expect(ends).toEqual([['one'], ['two']])
})

it('cancels every import that runs', () => {
  const { joint } = start()
  const [first, second] = [joint.begin(1), joint.begin(1)]
  joint.cancel()
  expect([first.signal.aborted, second.signal.aborted]).toEqual([true, true])
  first.end('')
  second.end('')
  expect(joint.begin(1).signal.aborted).toBe(false)
})
