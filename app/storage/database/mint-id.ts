/** The default port of randomness: the browser's. */
export function mintRandomId(): string {
  return crypto.randomUUID()
}
