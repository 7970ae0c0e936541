let isFirst = true

/**
 * What the server put into the page it rendered, given to the first clientLoader that runs; `undefined` for every later
 * one, because a navigation inside the app never waits for the network. In the offline shell there is nothing in the page
 * and React Router would ask the server: that answer is not waited for either.
 */
export async function readServerRender<Data>(serverLoader: () => Promise<Data>): Promise<Data | undefined> {
  if (!isFirst) return undefined
  isFirst = false
  const rendered = serverLoader().catch(() => undefined)
  // What is in the page is there without a turn of the event loop; a network answer never is.
  const nothing = new Promise<undefined>((resolve) => setTimeout(resolve, 0))
  return Promise.race([rendered, nothing])
}
