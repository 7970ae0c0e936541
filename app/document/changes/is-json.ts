/** A JSON value as the document holds it. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json }

/** zod's own JSON schema copies every value and tries seven kinds for each: seconds where this takes milliseconds. */
export function isJson(value: unknown): value is Json {
  switch (typeof value) {
    case 'string':
    case 'boolean':
      return true
    case 'number':
      return Number.isFinite(value)
    case 'object':
      return value === null || (Array.isArray(value) ? value.every(isJson) : isRecordOfJson(value))
    default:
      return false
  }
}

/** A plain object, as JSON.parse and structured clones make them. */
function isRecordOfJson(value: object): boolean {
  const prototype = Object.getPrototypeOf(value)
  if (prototype !== null && Object.getPrototypeOf(prototype) !== null) return false
  for (const key of Object.keys(value)) if (!isJson((value as Record<string, unknown>)[key])) return false
  return true
}
