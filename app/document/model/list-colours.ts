import type { Project } from './schema.ts'

/** Words, which may look like a colour. */
const wordKeys: ReadonlySet<string> = new Set(['contentByLocale', 'name'])

/** The colours of the project's texts, shapes, devices and backgrounds, the most used first, as `#rrggbb` or `#rrggbbaa`. */
export function listColours(project: Project): readonly string[] {
  const uses = new Map<string, number>()
  const visit = (value: unknown) => {
    if (typeof value === 'string') {
      const colour = /^#[0-9a-f]{6}(?:[0-9a-f]{2})?$/i.test(value) ? value.toLowerCase() : undefined
      if (colour !== undefined) uses.set(colour, (uses.get(colour) ?? 0) + 1)
    } else if (typeof value === 'object' && value !== null)
      for (const [key, each] of Object.entries(value)) if (!wordKeys.has(key)) visit(each)
  }
  visit(project.screensByCanvasSize)
  visit(project.sharedBackgrounds)
  return [...uses].sort(([, a], [, b]) => b - a).map(([colour]) => colour)
}
