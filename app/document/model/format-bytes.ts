const units = ['kB', 'MB', 'GB', 'TB'] as const

/** "4.2 MB": at most one digit after the point, in decimal units as the systems' own file lists show them. */
export function formatBytes(sizeBytes: number): string {
  if (sizeBytes < 1000) return sizeBytes === 1 ? '1 byte' : `${sizeBytes} bytes`
  let value = sizeBytes / 1000
  let unit = 0
  // What would be rounded to 1000 is shown in the next unit.
  while (value >= 999.95 && unit < units.length - 1) {
    value /= 1000
    unit += 1
  }
  return `${Math.round(value * 10) / 10} ${units[unit]}`
}
