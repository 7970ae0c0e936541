import type { Element } from '#app/document/model/schema.ts'

export const usualStroke = { colour: '#ffffff', width: 0.006 }

/** `undefined` takes the field away. */
export function withField<Item extends Element>(item: Item, key: string, value: unknown): Item {
  const { [key]: _before, ...rest } = item as Record<string, unknown>
  return (value === undefined ? rest : { ...rest, [key]: value }) as Item
}
