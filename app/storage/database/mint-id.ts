/** The browser's randomness, where no other is handed in. */
export function mintRandomId(): string {
  return crypto.randomUUID()
}
