// `node --import`: redirects this process' requests to Google's servers to the fake at GOOGLE_DOUBLE_URL.
const hosts = new Set(['oauth2.googleapis.com', 'www.googleapis.com', 'accounts.google.com'])
const double = process.env.GOOGLE_DOUBLE_URL
const ask = globalThis.fetch

globalThis.fetch = (input, init) => {
  const url = new URL(input instanceof Request ? input.url : input)
  if (!hosts.has(url.hostname)) return ask(input, init)
  const target = new URL(url.pathname + url.search, double)
  return ask(input instanceof Request ? new Request(target, input) : target, init)
}
