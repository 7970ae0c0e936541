import { expect, onTestFinished, test } from 'vitest'
import type { ProjectId } from '#app/document/model/ids.ts'
import { openProjectChannel } from './project-channel.ts'
import { openTabChannel } from './tab-channel.ts'

const projectId = '7d5a0b9e-6f3b-4e6e-9d57-0d2b1c5b1a11' as ProjectId

/** A tab, and what it has received. */
function openTab(identity: string, isShared = true) {
  const channel = openTabChannel({ identity, isShared })
  const received: string[] = []
  const broadcastChanged = openProjectChannel(channel, (id) => received.push(id))
  channel.on('media', () => received.push('media'))
  channel.on('identity-changed', () => received.push('identity'))
  return { channel, received, broadcastChanged }
}

/** When a message that was sent last has arrived, and that turn of the event loop is over, all before it have. */
async function sendLast(): Promise<void> {
  const [from, to] = [new BroadcastChannel('appframes'), new BroadcastChannel('appframes')]
  await new Promise((resolve) => {
    to.onmessage = resolve
    from.postMessage('last')
  })
  await new Promise((resolve) => setImmediate(resolve))
  from.close()
  to.close()
}

test('messages stay within the identity, but for a change of who is signed in', async () => {
  const [own, same, other] = [openTab('a'), openTab('a'), openTab('b')]
  own.broadcastChanged(projectId, undefined)
  own.channel.post('media', {})
  own.channel.broadcastIdentity('a')
  await sendLast()
  expect([own.received, same.received, other.received]).toEqual([[], [projectId, 'media'], ['identity']])
  own.channel.broadcastIdentity('')
  await sendLast()
  expect([same.received.at(-1), other.received.length]).toEqual(['identity', 2])
})

test('a tab whose store is its own receives and sends only who is signed in', async () => {
  const [alone, shared, other] = [openTab('c', false), openTab('c'), openTab('d')]
  alone.broadcastChanged(projectId, undefined)
  shared.broadcastChanged(projectId, undefined)
  other.channel.broadcastIdentity('d')
  await sendLast()
  expect([alone.received, shared.received]).toEqual([['identity'], ['identity']])
})

test('a tab of an older build is understood, and understands, what changed; anything else is ignored', async () => {
  const tab = openTab('e')
  const older = new BroadcastChannel('appframes')
  onTestFinished(() => older.close())
  const received: unknown[] = []
  older.onmessage = ({ data }: MessageEvent<unknown>) => received.push(data)
  older.postMessage({ kind: 'project-changed', identity: 'e', projectId })
  older.postMessage({ kind: 'project-changed', identity: 'e', projectId: 7 })
  older.postMessage('project-changed')
  tab.broadcastChanged(projectId, undefined)
  await sendLast()
  expect(tab.received).toEqual([projectId])
  expect(received).toContainEqual({ kind: 'project-changed', identity: 'e', projectId, tail: undefined })
})
