/**
 * Parses a document's canonical text and the view stored beside it into the shape of `toProjectData`. `undefined`: the
 * text is malformed. The content is not checked.
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
