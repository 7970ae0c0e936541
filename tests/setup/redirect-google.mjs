// `node --import`: what this process asks Google's servers is asked of the double at GOOGLE_DOUBLE_URL instead.
const hosts = new Set(['oauth2.googleapis.com', 'www.googleapis.com', 'accounts.google.com'])
const double = process.env.GOOGLE_DOUBLE_URL
const ask = globalThis.fetch

globalThis.fetch = (input, init) => {
  const url = new URL(input instanceof Request ? input.url : input)
  if (!hosts.has(url.hostname)) return ask(input, init)
  const target = new URL(url.pathname + url.search, double)
  return ask(input instanceof Request ? new Request(target, input) : target, init)
}
