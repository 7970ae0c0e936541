/**
 * What a document's canonical text and the view beside it hold, in the shape of `toProjectData`. `undefined`: it is not one. The
 * content is not checked.
 */
export function openDocumentText(text: string, view: unknown): { name: string; data: object } | undefined {
  try {
    const { name, data } = JSON.parse(text) as { name: unknown; data: unknown }
    if (typeof name !== 'string' || typeof data !== 'object' || data === null) return undefined
    return { name, data: view === undefined ? data : { ...data, view } }
  } catch {
    return undefined
  }
}
