import type { Drawing } from '#app/document/model/drawing-schema.ts'
import filledUrl from '/node_modules/@tabler/icons/tabler-nodes-filled.json?url'
import outlineUrl from '/node_modules/@tabler/icons/tabler-nodes-outline.json?url'

/** `outline` draws lines of the text's colour, `filled` areas. */
export type IconStyle = 'outline' | 'filled'

type Attributes = { d: string; fill?: string; stroke?: string; opacity?: number | string }
export type IconNodes = Readonly<Record<string, ReadonlyArray<readonly [string, Attributes]>>>

const urls: Readonly<Record<IconStyle, string>> = { outline: outlineUrl, filled: filledUrl }
const loading = new Map<IconStyle, Promise<IconNodes>>()

/** The paths of all icons of a style, by name; fetched once. @throws When they cannot be fetched. */
export function loadIcons(style: IconStyle): Promise<IconNodes> {
  const known = loading.get(style)
  if (known !== undefined) return known
  const started = fetch(urls[style]).then(async (response) => {
    if (!response.ok) throw new Error(`The icons answered ${response.status}`)
    return (await response.json()) as IconNodes
  })
  loading.set(style, started)
  started.catch(() => loading.delete(style))
  return started
}

const viewUnits = 24
const lineUnits = 2

/** The icon as it is kept in the document: nothing of the library is needed to draw it. */
export function toDrawing(nodes: IconNodes[string], style: IconStyle): Drawing {
  const paths = nodes.map(([, { d, fill, stroke, opacity }]) => ({
    d,
    ...(style === 'filled' || fill === 'currentColor' ? { fill: 'current' as const } : {}),
    ...(style === 'outline' && stroke !== 'none'
      ? { stroke: 'current' as const, strokeWidth: lineUnits }
      : {}),
    ...(opacity === undefined ? {} : { opacity: Number(opacity) }),
  }))
  return { width: viewUnits, height: viewUnits, paths }
}
