let isFirst = true

/**
 * The data of a server-rendered page, for the first clientLoader that runs; `undefined` for every later one, because a
 * navigation inside the app never waits for the network. The offline shell contains none and React Router would request
 * it: that response is not awaited either.
 */
export async function readServerRender<Data>(serverLoader: () => Promise<Data>): Promise<Data | undefined> {
  if (!isFirst) return undefined
  isFirst = false
  const rendered = serverLoader().catch(() => undefined)
  // What is in the page is there without a turn of the event loop; a network answer never is.
  const nothing = new Promise<undefined>((resolve) => setTimeout(resolve, 0))
  return Promise.race([rendered, nothing])
}
