/** localStorage as a page sees it: the keys are properties as well. */
export function createMemoryStorage({ isFull = false } = {}): Storage {
  const values: Record<string, string> = {}
  const methods = {
    get length() {
      return Object.keys(values).length
    },
    clear: () => {
      for (const key of Object.keys(values)) delete values[key]
    },
    getItem: (key: string) => values[key] ?? null,
    key: (index: number) => Object.keys(values)[index] ?? null,
    removeItem: (key: string) => {
      delete values[key]
    },
    setItem: (key: string, value: string) => {
      if (isFull) throw new DOMException('full', 'QuotaExceededError')
      values[key] = value
    },
  }
  return new Proxy(values, {
    get: (_target, key) => (key in methods ? Reflect.get(methods, key) : values[String(key)]),
  }) as unknown as Storage
}
