/** How a shape is painted, with what it inherits. */
export type Look = {
  fill: Paint
  stroke: Paint
  fillOpacity: number
  strokeOpacity: number
  strokeWidth: number
  cap: 'butt' | 'round' | 'square'
  join: 'miter' | 'round' | 'bevel'
  miterLimit: number
  dash: readonly number[]
  dashOffset: number
  rule: 'nonzero' | 'evenodd'
  clipRule: 'nonzero' | 'evenodd'
  isVisible: boolean
}

/** As it stands in the file: a colour, or `url(#…)` with what is taken where that is not there. */
export type Paint = string

export const startLook: Look = {
  fill: '#000000',
  stroke: 'none',
  fillOpacity: 1,
  strokeOpacity: 1,
  strokeWidth: 1,
  cap: 'butt',
  join: 'miter',
  miterLimit: 4,
  dash: [],
  dashOffset: 0,
  rule: 'nonzero',
  clipRule: 'nonzero',
  isVisible: true,
}

type Declarations = ReadonlyMap<string, string>
/** By selector: `.name`, `#id` or a tag. */
export type StyleRules = ReadonlyMap<string, Declarations>

/** The simple rules of the file's style sheets, as drawing programs write them; others are left out. */
export function readStyles(root: Element): StyleRules {
  const rules = new Map<string, Map<string, string>>()
  // What follows the last brace is no rule.
  for (const sheet of root.querySelectorAll('style'))
    for (const rule of withoutComments(sheet.textContent ?? '')
      .split('}')
      .slice(0, -1)) {
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

/** By splitting: a pattern over a long text that opens comments and closes none takes for ever. */
function withoutComments(text: string): string {
  const [first = '', ...others] = text.split('/*')
  return [first, ...others.map((part) => part.split('*/').slice(1).join('*/'))].join('')
}

function readDeclarations(text: string): Declarations {
  return new Map(
    text.split(';').flatMap((part) => {
      const at = part.indexOf(':')
      if (at === -1) return []
      const [value = ''] = part.slice(at + 1).split('!')
      return [[part.slice(0, at).trim(), value.trim()] as const]
    }),
  )
}

export type FindStyle = (name: string) => string | undefined

/** The `style` attribute, then rules of ids, classes and tags, then the attribute of that name. */
export function createFinder(element: Element, rules: StyleRules): FindStyle {
  const own = readDeclarations(element.getAttribute('style') ?? '')
  const classes = [...element.classList].map((name) => `.${name}`).reverse()
  const selectors = [`#${element.id}`, ...classes, element.localName, '*']
  return (name) => {
    const styled = own.get(name) ?? selectors.map((selector) => rules.get(selector)?.get(name)).find(Boolean)
    return styled ?? element.getAttribute(name) ?? undefined
  }
}

export function readLook(find: FindStyle, inherited: Look): Look {
  const number = (name: string, usual: number) => {
    const value = Number.parseFloat(find(name) ?? '')
    return Number.isFinite(value) ? value : usual
  }
  const word = <Word extends string>(name: string, words: readonly Word[], usual: Word) =>
    words.find((one) => one === find(name)) ?? usual
  const paint = (name: 'fill' | 'stroke') => {
    const value = find(name)
    return value === undefined || value === 'inherit' ? inherited[name] : value
  }
  const visibility = find('visibility')
  return {
    fill: paint('fill'),
    stroke: paint('stroke'),
    fillOpacity: readShare(find('fill-opacity'), inherited.fillOpacity),
    strokeOpacity: readShare(find('stroke-opacity'), inherited.strokeOpacity),
    strokeWidth: Math.max(number('stroke-width', inherited.strokeWidth), 0),
    cap: word('stroke-linecap', ['butt', 'round', 'square'], inherited.cap),
    join: word('stroke-linejoin', ['miter', 'round', 'bevel'], inherited.join),
    miterLimit: Math.max(number('stroke-miterlimit', inherited.miterLimit), 1),
    dash: readDash(find('stroke-dasharray'), inherited.dash),
    dashOffset: number('stroke-dashoffset', inherited.dashOffset),
    rule: word('fill-rule', ['evenodd', 'nonzero'], inherited.rule),
    clipRule: word('clip-rule', ['evenodd', 'nonzero'], inherited.clipRule),
    isVisible: visibility === undefined ? inherited.isVisible : visibility === 'visible',
  }
}

/** A number or a percentage, from 0 to 1. */
export function readShare(value: string | undefined, usual: number): number {
  const share = Number.parseFloat(value ?? '') / (value?.trim().endsWith('%') ? 100 : 1)
  return Number.isFinite(share) ? Math.min(Math.max(share, 0), 1) : usual
}

const mostDashes = 64

function readDash(value: string | undefined, inherited: readonly number[]): readonly number[] {
  if (value === undefined || value === 'inherit') return inherited
  const lengths = value.split(/[\s,]+/).map((part) => Number.parseFloat(part))
  const isDrawn = lengths.length <= mostDashes && lengths.every((length) => length >= 0 && length <= 1e6)
  return isDrawn && lengths.some((length) => length > 0) ? lengths : []
}
