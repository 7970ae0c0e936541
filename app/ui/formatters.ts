/** Intl formatters, cached by their options: creating one costs more than rendering a row of the list. */

export const getDateFormat = rememberFormat(
  (locale?: string, options?: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(locale, options),
)
export const getNumberFormat = rememberFormat(
  (locale?: string, options?: Intl.NumberFormatOptions) => new Intl.NumberFormat(locale, options),
)
export const getRelativeTimeFormat = rememberFormat(
  (locale?: string, options?: Intl.RelativeTimeFormatOptions) => new Intl.RelativeTimeFormat(locale, options),
)

function rememberFormat<Options, Format>(make: (locale?: string, options?: Options) => Format) {
  const made = new Map<string, Format>()
  return (locale?: string, options?: Options): Format => {
    const key = JSON.stringify([locale, options])
    const known = made.get(key)
    if (known !== undefined) return known
    const format = make(locale, options)
    made.set(key, format)
    return format
  }
}
