import { expect, test } from 'vitest'
import { createSessionGate } from './session-gate.server.ts'

function openGate() {
  let nowMs = 0
  const asked: ((stands: boolean) => void)[] = []
  const told: string[] = []
  const gate = createSessionGate({
    isAllowed: () => new Promise((resolve) => asked.push(resolve)),
    end: () => told.push('end'),
    now: () => nowMs,
  })
  const tell = (event: string) => gate.pass(() => told.push(event))
  const response = async (stands: boolean) => {
    asked.shift()?.(stands)
    await new Promise((resolve) => setImmediate(resolve))
  }
  return { gate, tell, answer: response, told, asked, pass: (ms: number) => (nowMs += ms) }
}

test('within a second of the last look events pass at once; after it the session is asked first, once for all that wait', async () => {
  const { tell, answer: response, told, asked, pass } = openGate()
  tell('a')
  expect(told).toEqual(['a'])
  pass(1_500)
  tell('b')
  tell('c')
  expect([told, asked.length]).toEqual([['a'], 1])
  await response(true)
  expect(told).toEqual(['a', 'b', 'c'])
  tell('d')
  expect(told).toEqual(['a', 'b', 'c', 'd'])
})

test('a session that has ended is told nothing more', async () => {
  const { gate, tell, answer: response, told } = openGate()
  gate.recheck()
  tell('a')
  await response(false)
  expect(told).toEqual(['end'])
})
