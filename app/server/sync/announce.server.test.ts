import type { Sql } from 'postgres'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { announce } from './announce.server.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

function openDatabase() {
  const sent: unknown[] = []
  const sql = async (_parts: TemplateStringsArray, _channel: string, payloads: readonly string[]) => {
    sent.push(...payloads)
  }
  return { sent, services: { database: { sql: sql as unknown as Sql } } }
}

it('of numbers that are announced together the largest is sent, in whatever order they come', () => {
  const { sent, services } = openDatabase()
  announce(services, 'one', 4)
  announce(services, 'one', 7)
  announce(services, 'one', 6)
  vi.runAllTimers()
  expect(sent).toEqual(['4 one', '7 one'])
})

it('an unknown number is not hidden by a known one', () => {
  const { sent, services } = openDatabase()
  announce(services, 'one', 4)
  for (const seq of [5, undefined, 6]) announce(services, 'one', seq)
  vi.runAllTimers()
  expect(sent).toEqual(['4 one', ' one'])
})
