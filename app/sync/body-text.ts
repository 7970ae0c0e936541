const texts = new WeakMap<object, string>()

/** JSON of a push, whose content never changes (S11): it is measured, written to the disk and sent as one and the same text. */
export function toPushText(push: object): string {
  const known = texts.get(push)
  if (known !== undefined) return known
  const text = JSON.stringify(push)
  texts.set(push, text)
  return text
}

/** JSON of a request; the texts of pushes that were made before are put in as they are. */
export function toBodyText(body: unknown): string {
  if (typeof body !== 'object' || body === null || !('pushes' in body) || !Array.isArray(body.pushes)) {
    return JSON.stringify(body)
  }
  const { pushes, ...rest } = body
  const text = pushes.map((push: object) => texts.get(push) ?? JSON.stringify(push)).join(',')
  const opening = JSON.stringify(rest).slice(0, -1)
  return `${opening}${opening === '{' ? '' : ','}"pushes":[${text}]}`
}
