import type { HttpResponse } from '#app/sync/api/transport.ts'

/** A response as the logic of sync sees it: JSON or nothing, and how long to wait. */
export function readResponse(
  status: number,
  { header, text }: { header: (name: string) => string | null; text: string | undefined },
): HttpResponse {
  const json = text !== undefined && isJson(header) ? parseJson(text) : undefined
  const retryAfterMs = parseRetryAfterMs(header('retry-after'))
  return {
    status,
    ...(json === undefined ? {} : { json }),
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
  }
}

export const isJson = (header: (name: string) => string | null): boolean =>
  header('content-type')?.includes('json') === true

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    // A captive portal that lies about its type; it counts as no network [F42].
    return undefined
  }
}

/** Seconds or a date, as HTTP has it. */
function parseRetryAfterMs(value: string | null): number | undefined {
  if (value === null) return undefined
  const seconds = Number(value)
  const delayMs = Number.isFinite(seconds) ? seconds * 1000 : Date.parse(value) - Date.now()
  return Number.isFinite(delayMs) && delayMs > 0 ? delayMs : undefined
}
