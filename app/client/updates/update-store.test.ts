import { describe, expect, it } from 'vitest'
import { createUpdateStore, type UpdateState } from './update-store.ts'

/** The part of the browser's container that the store reads, driven by hand. */
function createTab({ hasController = true } = {}) {
  const container = new EventTarget() as EventTarget & { controller: unknown }
  container.controller = hasController ? {} : null
  const posted: unknown[] = []
  const waitingWorker = { postMessage: (message: unknown) => posted.push(message) }
  const registration = Object.assign(new EventTarget(), {
    waiting: undefined as typeof waitingWorker | undefined,
    installing: undefined as (EventTarget & { state: string }) | undefined,
  })
  const scheduled: (() => void)[] = []
  const tab = { reloads: 0, isSaved: true, isInUse: false, lost: 0 }
  const { store, watch } = createUpdateStore({
    container: container as unknown as ServiceWorkerContainer,
    canReload: () => tab.isSaved,
    isInUse: () => tab.isInUse,
    reload: () => {
      tab.reloads += 1
    },
    onWorkerLost: () => {
      tab.lost += 1
    },
    schedule: (work) => scheduled.push(work),
  })
  const states: UpdateState['kind'][] = []
  store.subscribe(() => states.push(store.getSnapshot().kind))
  return {
    tab,
    store,
    states,
    posted,
    registration,
    waitingWorker,
    watch: () => watch(registration as unknown as ServiceWorkerRegistration),
    takeOver: () => {
      container.controller = {}
      container.dispatchEvent(new Event('controllerchange'))
    },
    loseWorker: () => {
      container.controller = null
      container.dispatchEvent(new Event('controllerchange'))
    },
    passTime: () => scheduled.splice(0).forEach((work) => void work()),
  }
}

describe('the update of a tab', () => {
  it('is offered to a tab that opens while a version is already waiting', () => {
    const { store, registration, waitingWorker, watch } = createTab()
    registration.waiting = waitingWorker
    watch()
    expect(store.getSnapshot().kind).toBe('ready')
  })

  it('is offered when a version finishes installing', () => {
    const { states, registration, watch } = createTab()
    watch()
    registration.installing = Object.assign(new EventTarget(), { state: 'installed' })
    registration.dispatchEvent(new Event('updatefound'))
    registration.installing.dispatchEvent(new Event('statechange'))
    expect(states).toEqual(['ready'])
  })

  it('tells the waiting version to take over only when the user agrees', () => {
    const { store, posted, registration, waitingWorker, watch } = createTab()
    registration.waiting = waitingWorker
    watch()
    expect(posted).toEqual([])
    store.applyUpdate()
    expect(posted).toEqual(['SKIP_WAITING'])
  })

  it('reloads once, however often the browser says that the worker changed', () => {
    const { tab, takeOver } = createTab()
    takeOver()
    takeOver()
    expect(tab.reloads).toBe(1)
  })

  it('does not reload on the first visit, when the very first worker claims the tab', () => {
    const { tab, takeOver } = createTab({ hasController: false })
    takeOver()
    expect(tab.reloads).toBe(0)
    takeOver()
    expect(tab.reloads).toBe(1)
  })

  it('[F21] a worker that vanished with the site data is no update: the page stays and asks for a worker again', () => {
    const { tab, store, loseWorker, takeOver } = createTab()
    loseWorker()
    expect([tab.reloads, tab.lost, store.getSnapshot().kind]).toEqual([0, 1, 'none'])
    takeOver()
    expect(tab.reloads).toBe(0)
  })

  it('agreed to in another tab never reloads one that is in use; it is offered there', () => {
    const { tab, store, takeOver } = createTab()
    tab.isInUse = true
    takeOver()
    expect([tab.reloads, store.getSnapshot().kind]).toEqual([0, 'replaced'])
    store.applyUpdate()
    expect(tab.reloads).toBe(1)
  })

  it('reloads the tab in which it was agreed to, in use as it is', () => {
    const { tab, store, registration, waitingWorker, watch, takeOver } = createTab()
    tab.isInUse = true
    registration.waiting = waitingWorker
    watch()
    store.applyUpdate()
    takeOver()
    expect(tab.reloads).toBe(1)
  })

  it('can be put off, and then says nothing until the next version', () => {
    const { store, registration, waitingWorker, watch } = createTab()
    registration.waiting = waitingWorker
    watch()
    store.putOff()
    expect(store.getSnapshot().kind).toBe('none')
    registration.installing = Object.assign(new EventTarget(), { state: 'installed' })
    registration.dispatchEvent(new Event('updatefound'))
    registration.installing.dispatchEvent(new Event('statechange'))
    expect(store.getSnapshot().kind).toBe('ready')
  })

  it('waits for unsaved work and reloads once it is on disk', () => {
    const { tab, store, takeOver, passTime } = createTab()
    tab.isSaved = false
    takeOver()
    passTime()
    expect(tab.reloads).toBe(0)
    expect(store.getSnapshot().kind).toBe('reloading-when-saved')
    tab.isSaved = true
    passTime()
    passTime()
    expect(tab.reloads).toBe(1)
  })
})
