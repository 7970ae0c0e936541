import { expect, test } from 'vitest'
import { formatPlainDate, formatRelativeTime } from './relative-time.ts'

const nowMs = Date.UTC(2026, 4, 20, 12, 0)
const ago = (ms: number, locale = 'en') => formatRelativeTime(nowMs - ms, nowMs, locale)
const minuteMs = 60_000
const hourMs = 60 * minuteMs
const dayMs = 24 * hourMs

test('gives the age of a moment in the reader’s language', () => {
  expect(ago(0)).toBe('just now')
  expect(ago(44_000)).toBe('just now')
  expect(ago(46_000)).toBe('1 minute ago')
  expect(ago(5 * minuteMs)).toBe('5 minutes ago')
  expect(ago(3 * hourMs)).toBe('3 hours ago')
  expect(ago(dayMs)).toBe('yesterday')
  expect(ago(8 * dayMs)).toBe('last week')
  expect(ago(5 * minuteMs, 'de')).toBe('vor 5 Minuten')
})

test('never shows a full unit: 60 minutes are an hour', () => {
  expect(ago(hourMs - 1000)).toBe('59 minutes ago')
  expect(ago(dayMs - 1000)).toBe('23 hours ago')
  expect(ago(hourMs)).toBe('1 hour ago')
})

test('shows a moment ahead of this clock as just now, not in the future', () => {
  expect(ago(-5 * hourMs)).toBe('just now')
})

test('shows a moment older than four weeks as a date', () => {
  expect(ago(60 * dayMs)).toContain('2026')
})

test('the plain date does not depend on the time zone', () => {
  expect(formatPlainDate(Date.UTC(2026, 0, 1, 0, 30))).toBe('Jan 1, 2026')
})
