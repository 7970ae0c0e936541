import { expect, it } from 'vitest'
import { refuseStrayFiles } from './refuse-stray-files.ts'

function send(type: 'dragover' | 'drop', types: readonly string[], isTaken = false) {
  const page = new EventTarget()
  refuseStrayFiles(page as Window)
  const dataTransfer = { types, dropEffect: 'copy' }
  const event = Object.assign(new Event(type, { cancelable: true }), { dataTransfer })
  if (isTaken) event.preventDefault()
  page.dispatchEvent(event)
  return { isStopped: event.defaultPrevented, effect: dataTransfer.dropEffect }
}

it('a file over a page that takes none opens nothing and is shown to be refused', () => {
  expect(send('dragover', ['Files'])).toEqual({ isStopped: true, effect: 'none' })
  expect(send('drop', ['Files'])).toEqual({ isStopped: true, effect: 'none' })
})

it('leaves alone files that something takes, and text dragged into a field', () => {
  expect(send('drop', ['Files'], true)).toEqual({ isStopped: true, effect: 'copy' })
  expect(send('drop', ['text/plain'])).toEqual({ isStopped: false, effect: 'copy' })
})
