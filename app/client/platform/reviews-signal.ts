const KEY = 'appframes:reviews'

/** The last event about review links that an account's stream brought, as it came. */
export type ReviewsSignal = { accountId: string; data: string }

/** From the tab with the stream to every tab, itself included; kept for tabs that open later. */
export function signalReviews(signal: ReviewsSignal): void {
  try {
    // Equal values would be no event in other tabs.
    localStorage.setItem(KEY, JSON.stringify({ ...signal, atMs: Date.now() }))
  } catch (error) {
    console.info('Other tabs cannot be told of comments.', error)
  }
  dispatchEvent(new Event(KEY))
}

export const readReviewsSignal = (): unknown => JSON.parse(localStorage.getItem(KEY) ?? 'null')

export function watchReviewsSignal(listener: () => void): () => void {
  const onStorage = ({ key }: StorageEvent) => {
    if (key === KEY) listener()
  }
  addEventListener(KEY, listener)
  addEventListener('storage', onStorage)
  return () => {
    removeEventListener(KEY, listener)
    removeEventListener('storage', onStorage)
  }
}
