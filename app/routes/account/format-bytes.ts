const UNITS = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'] as const

/** "4.2 MB": at most one digit after the point, in decimal units as the systems' own file lists show them. */
export function formatBytes(sizeBytes: number): string {
  const power = Math.max(0, Math.floor(Math.log10(Math.max(1, sizeBytes)) / 3))
  const unit = UNITS[Math.min(power, UNITS.length - 1)] ?? 'byte'
  return new Intl.NumberFormat('en', {
    style: 'unit',
    unit,
    unitDisplay: unit === 'byte' ? 'long' : 'short',
    maximumFractionDigits: 1,
  }).format(sizeBytes / 1000 ** UNITS.indexOf(unit))
}
