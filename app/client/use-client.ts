import { useEffect, useState } from 'react'
import type { Client } from './create-client.ts'
import { getClient } from './get-client.ts'

const PATIENCE_MS = 1500

/** The client for a clientLoader. Storage blocked by another tab must not block the page that reports it [F16]. */
export function findClientSoon(opening: Promise<Client>): Promise<Client | undefined> {
  const tooLate = new Promise<undefined>((resolve) => setTimeout(resolve, PATIENCE_MS))
  return Promise.race([opening, tooLate])
}

/** The loader's client, or the one that arrives later. */
export function useClient(loaded: Client | undefined, canWait: boolean): Client | undefined {
  const [arrived, setArrived] = useState<Client>()
  const client = loaded ?? arrived
  useEffect(() => {
    if (client !== undefined || !canWait) return
    let isGone = false
    getClient().then(
      (late) => isGone || setArrived(late),
      (error: unknown) => console.error('This device’s projects could not be opened.', error),
    )
    return () => {
      isGone = true
    }
  }, [client, canWait])
  return client
}
