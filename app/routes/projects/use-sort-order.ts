import { useState, useSyncExternalStore } from 'react'
import { parseSortOrder, type SortOrder } from './project-list.ts'

const KEY = 'appframes:list-sort'

/** Storage can be switched off or full; the order then lasts as long as the page. */
function readStored(): SortOrder {
  try {
    return parseSortOrder(localStorage.getItem(KEY))
  } catch (error) {
    console.debug('the sort order cannot be remembered here', error)
    return 'edited'
  }
}

function store(order: SortOrder): void {
  try {
    localStorage.setItem(KEY, order)
  } catch (error) {
    console.debug('the sort order cannot be remembered here', error)
  }
}

function subscribe(listener: () => void): () => void {
  window.addEventListener('storage', listener)
  return () => window.removeEventListener('storage', listener)
}

export function useSortOrder(): [SortOrder, (order: SortOrder) => void] {
  const stored = useSyncExternalStore(subscribe, readStored, () => 'edited' as const)
  const [chosen, setChosen] = useState<SortOrder>()
  const choose = (order: SortOrder) => {
    setChosen(order)
    store(order)
  }
  return [chosen ?? stored, choose]
}
