import { expect, it } from 'vitest'
import { storeRulesAsOf } from '#app/document/catalogue/canvas-size-table.ts'
import type { ProjectId } from '#app/document/model/ids.ts'
import { createNotices } from '../platform/notices.ts'
import { notifyMovedSlots } from './notify-moved-slots.ts'

const atMs = Date.UTC(2026, 10, 22)
const record = { atMs, layout: 'plain', format: 'png', quality: 92, files: {} }
const shownBy = (rulesAsOf: string) => ({
  ...record,
  shown: { 'iphone-69 en-US s1': { screen: {}, atMs, rulesAsOf } },
})
const rows = ['old', 'new', 'never'].map((id) => ({
  id: id as ProjectId,
  name: id.toUpperCase(),
  canvasSizeIds: ['iphone-69', 'ipad-13'],
}))

function open(values: Record<string, unknown>) {
  const state = new Map(Object.entries(values))
  const notices = createNotices()
  const store = {
    getState: async (key: string) => state.get(key),
    setState: async (key: string, value: unknown) => void state.set(key, value),
  }
  return { notices, check: () => notifyMovedSlots({ store, notices, rows }) }
}

it('names the projects and sizes that a newer table of slots touches, once', async () => {
  const { notices, check } = open({
    'export:old': shownBy('2026-11-22'),
    'export:new': shownBy(storeRulesAsOf),
  })
  await check()
  expect(notices.get()).toMatchObject([{ id: 'moved-slots', details: ['“OLD”: iPhone 6.9"'] }])
  notices.dismiss('moved-slots')
  await check()
  expect(notices.get()).toEqual([])
})

it('says nothing where no export is older', async () => {
  const { notices, check } = open({ 'export:new': shownBy(storeRulesAsOf) })
  await check()
  expect(notices.get()).toEqual([])
})
