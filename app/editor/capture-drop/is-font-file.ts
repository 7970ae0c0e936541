/** By its name and declared type; whether it can be used is checked by its bytes. */
export function isFontFile({ name, type }: File): boolean {
  return type.startsWith('font/') || /\.(?:ttf|otf|woff2?|ttc|otc)$/i.test(name)
}
