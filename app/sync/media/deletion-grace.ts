/** A deletion is only pushed when it can no longer be undone here. */
export const deletionGraceMs = 10_000
