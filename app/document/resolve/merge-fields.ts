type Fields = Readonly<Record<string, unknown>>

/** Groups of fields whose members are overridden one by one; any other value is overridden whole. */
export const sparseGroups: ReadonlySet<string> = new Set([
  'style',
  'device',
  'contentByLocale',
  'mediaByLocale',
])

/** The fields with the overriding ones on top; `null` removes one. */
export function mergeFields(fields: Fields, overriding: unknown): Fields {
  if (!isFields(overriding)) return fields
  const merged: Record<string, unknown> = { ...fields }
  for (const [key, value] of Object.entries(overriding)) {
    const below = fields[key]
    if (value === null) delete merged[key]
    else if (sparseGroups.has(key) && isFields(below)) merged[key] = mergeFields(below, value)
    else if (!sparseGroups.has(key)) merged[key] = value
  }
  return merged
}

export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
