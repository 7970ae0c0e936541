export type PlaceOnScreen = {
  readonly left: number
  readonly top: number
  readonly width: number
  readonly height: number
}

/**
 * Which of a group's buttons an arrow leads to: left and right in their order, up and down to the nearest of the next
 * row. `undefined`: the key leads nowhere.
 */
export function planArrow(places: readonly PlaceOnScreen[], from: number, key: string): number | undefined {
  const last = places.length - 1
  switch (key) {
    case 'Home':
      return 0
    case 'End':
      return last
    case 'ArrowLeft':
      return from > 0 ? from - 1 : undefined
    case 'ArrowRight':
      return from < last ? from + 1 : undefined
    case 'ArrowUp':
      return findInRow(places, from, -1)
    case 'ArrowDown':
      return findInRow(places, from, 1)
    default:
      return undefined
  }
}

function findInRow(places: readonly PlaceOnScreen[], from: number, direction: -1 | 1): number | undefined {
  const start = places[from]
  if (start === undefined) return undefined
  const [startX, startY] = findMiddle(start)
  let nearest: { index: number; down: number; aside: number } | undefined
  for (const [index, place] of places.entries()) {
    const [x, y] = findMiddle(place)
    const down = (y - startY) * direction
    const aside = Math.abs(x - startX)
    // Buttons of one row may differ in height.
    if (down <= start.height / 2) continue
    const isNearer =
      nearest === undefined || down < nearest.down - 1 || (down <= nearest.down + 1 && aside < nearest.aside)
    if (isNearer) nearest = { index, down, aside }
  }
  return nearest?.index
}

const findMiddle = ({ left, top, width, height }: PlaceOnScreen) =>
  [left + width / 2, top + height / 2] as const
