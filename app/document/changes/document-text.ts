// The canonical text of a document is `{"data":{…},"name":"…"}`. Stored rows keep the data followed by members of their
// own in one JSON object: parse it for the document, or cut the text out; neither is written anew.

const OPENING = '{"data":'
const closingOf = (name: string) => `,"name":${JSON.stringify(name)}}`

/** The text of the data within a canonical text. `undefined`: the text is not canonical for that name. */
export function cutData(text: string, name: string): string | undefined {
  const closing = closingOf(name)
  if (!text.startsWith(`${OPENING}{`) || !text.endsWith(`}${closing}`)) return undefined
  return text.slice(OPENING.length, text.length - closing.length)
}

/** The canonical text with this text as its data. */
export const toDocumentText = (data: string, name: string): string => `${OPENING}${data}${closingOf(name)}`

/** The JSON text of an object with more members behind its own. */
export function appendMembers(object: string, members: Readonly<Record<string, unknown>>): string {
  const more = JSON.stringify(members)
  if (more === '{}') return object
  return object === '{}' ? more : `${object.slice(0, -1)},${more.slice(1)}`
}

/** The members that follow the first `length` characters of the object. `undefined`: the text has another form. */
export function cutMembers(
  text: string,
  ownLength: number,
): { own: string; members: Record<string, unknown> } | undefined {
  if (text.length === ownLength) return { own: text, members: {} }
  if (ownLength < 2 || text[ownLength - 1] !== ',') return undefined
  try {
    const members: unknown = JSON.parse(`{${text.slice(ownLength)}`)
    return { own: `${text.slice(0, ownLength - 1)}}`, members: members as Record<string, unknown> }
  } catch {
    return undefined
  }
}
