/** `#rrggbb` of two `#rrggbb` colours; 0 gives the first, 1 the second. */
export function mixColours(first: string, second: string, amount: number): string {
  const mixed = [1, 3, 5].map((at) => {
    const from = Number.parseInt(first.slice(at, at + 2), 16)
    const to = Number.parseInt(second.slice(at, at + 2), 16)
    return Math.round(from + (to - from) * amount)
      .toString(16)
      .padStart(2, '0')
  })
  return `#${mixed.join('')}`
}
