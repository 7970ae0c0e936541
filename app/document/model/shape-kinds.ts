/** Shapes that one can be changed into another. */
export const outlineShapes = [
  'rectangle',
  'ellipse',
  'line',
  'arrow',
  'star',
  'polygon',
  'badge',
  'laurel',
  'rating',
] as const

/** With those that hold something of their own. */
export const shapeKinds = [...outlineShapes, 'drawing', 'emoji', 'lens'] as const
