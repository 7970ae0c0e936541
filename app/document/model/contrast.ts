/** Relative luminance of `#rrggbb`, as WCAG defines it; alpha is ignored. */
export function measureLuminance(colour: string): number {
  const channel = (at: number) => {
    const value = Number.parseInt(colour.slice(at, at + 2), 16) / 255
    return value <= 0.03928 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4
  }
  return 0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5)
}

/** From 1 (the same) to 21 (black on white). */
export function measureContrast(first: string, second: string): number {
  const [light, dark] = [measureLuminance(first), measureLuminance(second)].sort((a, b) => b - a)
  return ((light ?? 0) + 0.05) / ((dark ?? 0) + 0.05)
}
