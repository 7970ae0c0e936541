export function parseTimeMs(time: string | null | undefined, otherwiseMs: number): number {
  const parsed = Date.parse(time ?? '')
  return Number.isNaN(parsed) ? otherwiseMs : parsed
}
