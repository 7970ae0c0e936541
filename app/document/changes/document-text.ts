// The canonical text of a document is `{"data":{…},"name":"…"}`. Rows keep its data with members of their own behind it, in one
// JSON object: who wants the document parses that, who wants the text cuts it out. Neither is ever written anew.

const OPENING = '{"data":'
const closingOf = (name: string) => `,"name":${JSON.stringify(name)}}`

/** The text of the data within a canonical text. `undefined`: it is not one of a document of that name. */
export function cutData(text: string, name: string): string | undefined {
  const closing = closingOf(name)
  if (!text.startsWith(`${OPENING}{`) || !text.endsWith(`}${closing}`)) return undefined
  return text.slice(OPENING.length, text.length - closing.length)
}

/** The canonical text that holds this text of the data. */
export const toDocumentText = (data: string, name: string): string => `${OPENING}${data}${closingOf(name)}`

/** The JSON text of an object with more members behind its own. */
export function appendMembers(object: string, members: Readonly<Record<string, unknown>>): string {
  const more = JSON.stringify(members)
  if (more === '{}') return object
  return object === '{}' ? more : `${object.slice(0, -1)},${more.slice(1)}`
}

/** The members that were put behind an object whose own text was so long. `undefined`: it was not made so. */
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
