/** A path of this site to go to after signing in; anything that leads elsewhere becomes the start page. */
export function parseRedirectTo(value: unknown): string {
  const base = 'http://appframes.invalid'
  if (typeof value !== 'string' || !value.startsWith('/') || !URL.canParse(value, base)) return '/'
  const url = new URL(value, base)
  const path = url.pathname + url.search + url.hash
  // "//host" and "/\host" name another site; "/.//host" becomes one only when it is normalised.
  return url.origin === base && !path.startsWith('//') ? path : '/'
}
