type Limits = { min: number; max: number; decimals: number }

/**
 * Parses typed numbers, also in the full-width digits of an input method: a number, a comma for the point, a unit
 * behind it, or a small sum such as “120+16”.
 */
export function parseNumber(text: string, limits: Limits): number | undefined {
  const plain = text
    .normalize('NFKC')
    .trim()
    .replaceAll(',', '.')
    .replace(/[^\d.+\-*/]+$/u, '')
  const sum = /^(-?\d*\.?\d+)\s*([+\-*/])\s*(\d*\.?\d+)$/.exec(plain)
  const value = sum === null ? parsePlain(plain) : calculate(Number(sum[1]), sum[2] ?? '+', Number(sum[3]))
  return value === undefined || !Number.isFinite(value) ? undefined : clamp(value, limits)
}

export function planStep(from: number, by: number, limits: Limits): number {
  return clamp(from + by, limits)
}

function parsePlain(text: string): number | undefined {
  return /^[+-]?\d*\.?\d+\.?$/.test(text) ? Number(text) : undefined
}

function calculate(left: number, sign: string, right: number): number {
  switch (sign) {
    case '-':
      return left - right
    case '*':
      return left * right
    case '/':
      return left / right
    default:
      return left + right
  }
}

function clamp(value: number, { min, max, decimals }: Limits): number {
  const factor = 10 ** decimals
  return Math.min(max, Math.max(min, Math.round(value * factor) / factor))
}
