import type { ReadColour } from './read-colour.ts'

/** How a shape is painted, with what it inherits. */
export type Look = {
  fill: string | undefined
  stroke: string | undefined
  strokeWidth: number
  opacity: number
  rule: 'nonzero' | 'evenodd'
  isHidden: boolean
  /** A gradient was replaced by one of its colours. */
  hasGradient: boolean
  isUsed?: boolean
}

export const startLook: Look = {
  fill: '#000000',
  stroke: undefined,
  strokeWidth: 1,
  opacity: 1,
  rule: 'nonzero',
  isHidden: false,
  hasGradient: false,
}

type Declarations = ReadonlyMap<string, string>
/** By selector: `.name`, `#id` or a tag. */
type StyleRules = ReadonlyMap<string, Declarations>

/** The simple rules of the file's style sheets, as drawing programs write them; others are left out. */
export function readStyles(root: Element): StyleRules {
  const rules = new Map<string, Map<string, string>>()
  // What follows the last brace is no rule.
  for (const sheet of root.querySelectorAll('style'))
    for (const rule of (sheet.textContent ?? '').split('}').slice(0, -1)) {
      // The two innermost: a rule may be inside a condition.
      const [selectors, body] = rule.split('{').slice(-2)
      if (selectors === undefined || body === undefined) continue
      for (const selector of selectors.split(',').map((one) => one.trim())) {
        const known = rules.get(selector) ?? new Map<string, string>()
        for (const [name, value] of readDeclarations(body)) known.set(name, value)
        rules.set(selector, known)
      }
    }
  return rules
}

function readDeclarations(text: string): Declarations {
  return new Map(
    text.split(';').flatMap((part) => {
      const at = part.indexOf(':')
      return at === -1 ? [] : [[part.slice(0, at).trim(), part.slice(at + 1).trim()] as const]
    }),
  )
}

export type StyleSource = {
  byId: ReadonlyMap<string, Element>
  rules: StyleRules
  readColour: ReadColour
  /** Those that were read, by id. */
  gradientColours: Map<string, string | undefined>
}

export function readLook(element: Element, inherited: Look, source: StyleSource): Look {
  const find = createFinder(element, source.rules)
  const number = (name: string, usual: number) => {
    const value = Number.parseFloat(find(name) ?? '')
    return Number.isFinite(value) ? value : usual
  }
  const share = (name: string) => Math.min(Math.max(number(name, 1), 0), 1)
  const fill = readPaint(find('fill'), inherited.fill, source)
  const stroke = readPaint(find('stroke'), inherited.stroke, source)
  const isHidden = find('display') === 'none' || find('visibility') === 'hidden'
  const rule = find('fill-rule')
  return {
    fill: withAlpha(fill.colour, share('fill-opacity')),
    stroke: withAlpha(stroke.colour, share('stroke-opacity')),
    strokeWidth: number('stroke-width', inherited.strokeWidth),
    opacity: Math.round(inherited.opacity * share('opacity') * 1000) / 1000,
    rule: rule === 'evenodd' || rule === 'nonzero' ? rule : inherited.rule,
    isHidden,
    hasGradient: fill.isGradient || stroke.isGradient,
    ...(inherited.isUsed === undefined ? {} : { isUsed: inherited.isUsed }),
  }
}

/** The `style` attribute, then rules of classes, ids and tags, then the attribute of that name. */
function createFinder(element: Element, rules: StyleRules): (name: string) => string | undefined {
  const own = readDeclarations(element.getAttribute('style') ?? '')
  const classes = [...element.classList].map((name) => `.${name}`).reverse()
  const selectors = [`#${element.id}`, ...classes, element.localName]
  return (name) => {
    const styled = own.get(name) ?? selectors.map((selector) => rules.get(selector)?.get(name)).find(Boolean)
    return styled ?? element.getAttribute(name) ?? undefined
  }
}

function readPaint(
  value: string | undefined,
  inherited: string | undefined,
  source: StyleSource,
): { colour: string | undefined; isGradient: boolean } {
  if (value === undefined || value === 'inherit') return { colour: inherited, isGradient: false }
  const link = /^url\(\s*["']?#([^"')]+)/.exec(value)?.[1]
  if (link === undefined) return { colour: source.readColour(value), isGradient: false }
  const known = source.gradientColours
  if (!known.has(link)) known.set(link, readGradient(link, source))
  return { colour: known.get(link), isGradient: true }
}

/** The middle one of its colours, also where it takes them from another gradient. */
function readGradient(id: string, { byId, rules, readColour }: StyleSource): string | undefined {
  const gradient = byId.get(id)
  const link = gradient?.getAttribute('href') ?? gradient?.getAttribute('xlink:href') ?? ''
  const shared = link.startsWith('#') ? byId.get(link.slice(1)) : undefined
  const stops = [gradient, shared].flatMap((one) => [...(one?.querySelectorAll('stop') ?? [])])
  const middle = stops[Math.floor(stops.length / 2)]
  return middle && readColour(createFinder(middle, rules)('stop-color') ?? '#000000')
}

function withAlpha(colour: string | undefined, alpha: number): string | undefined {
  if (colour === undefined || alpha === 0) return undefined
  if (alpha === 1 || colour === 'current') return colour
  const before = colour.length === 9 ? Number.parseInt(colour.slice(7), 16) / 255 : 1
  const pair = Math.round(before * alpha * 255)
    .toString(16)
    .padStart(2, '0')
  return `${colour.slice(0, 7)}${pair}`
}
