const guards = new Set<() => boolean>()

/** While `hasUnsavedWork` returns true, an update does not reload this tab. Returns the function that removes it. */
export function addReloadGuard(hasUnsavedWork: () => boolean): () => void {
  guards.add(hasUnsavedWork)
  return () => {
    guards.delete(hasUnsavedWork)
  }
}

export function canReload(): boolean {
  return [...guards].every((hasUnsavedWork) => !hasUnsavedWork())
}
