/** The patterns of backgrounds, in the order of menus. A document may hold another: a newer build's. */
export const patternNames = {
  dots: 'Dots',
  rings: 'Rings',
  grid: 'Grid',
  lines: 'Stripes',
  waves: 'Waves',
  zigzag: 'Zigzag',
  checks: 'Checks',
  crosses: 'Crosses',
  triangles: 'Triangles',
  scales: 'Scales',
} as const

export type PatternName = keyof typeof patternNames

export const isPatternName = (name: string): name is PatternName => Object.hasOwn(patternNames, name)
