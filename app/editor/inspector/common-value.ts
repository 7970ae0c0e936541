/** The value shared by all; `undefined` when they differ. */
export function commonValue<Value>(values: readonly Value[]): Value | undefined {
  const [first, ...rest] = values
  return rest.every((value) => value === first) ? first : undefined
}
