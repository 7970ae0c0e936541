import { expect, test } from 'vitest'
import { planRole } from './tab-role.ts'

test.each([
  { isPaused: false, isLeading: true, hasLocks: true, role: 'leads' },
  { isPaused: false, isLeading: false, hasLocks: true, role: 'follows' },
  { isPaused: false, isLeading: false, hasLocks: false, role: 'leads' },
  { isPaused: true, isLeading: true, hasLocks: true, role: 'paused' },
  { isPaused: true, isLeading: false, hasLocks: false, role: 'paused' },
])('paused $isPaused, elected $isLeading, locks $hasLocks: $role', ({ role, ...tab }) => {
  expect(planRole(tab)).toBe(role)
})
