/** Where the caret goes when a text is replaced: behind the same words or before the same words, so that typing goes on. */
export function placeCaret(at: number, before: string, after: string): number {
  const behind = before.slice(at)
  if (after.startsWith(before.slice(0, at))) return at
  return after.endsWith(behind) ? after.length - behind.length : Math.min(at, after.length)
}
