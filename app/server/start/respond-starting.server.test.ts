import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, it, onTestFinished } from 'vitest'
import { respondStarting } from './respond-starting.server.ts'

it('answers in the form of the API there, and with a sentence elsewhere', async () => {
  const server = createServer(respondStarting).listen(0, '127.0.0.1')
  onTestFinished(() => void server.close())
  await once(server, 'listening')
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const api = await fetch(`${url}/api/sync`, { method: 'POST' })
  expect([api.status, api.headers.get('retry-after')]).toEqual([503, '1'])
  expect(await api.json()).toEqual({ error: { code: 'unavailable', message: expect.any(String) } })
  const page = await fetch(url)
  expect(page.status).toBe(503)
  expect(await page.text()).toBe('AppFrames is starting. Try again in a second.\n')
})
