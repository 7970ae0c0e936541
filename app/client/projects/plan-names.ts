import { cutText } from '#app/document/model/cut-text.ts'

const NAME_LIMIT = 200

/** "Untitled project", then "Untitled project 2" …: two cards should not look the same. */
export function planUntitledName(taken: Iterable<string>): string {
  return planFreeName('Untitled project', taken)
}

/** "Weather (copy)", then "Weather (copy 2)"; a copy of a copy counts on. */
export function planCopyName(name: string, taken: Iterable<string>): string {
  const names = new Set(taken)
  const stem = cutText(name.replace(/ \(copy(?: \d+)?\)$/, ''), NAME_LIMIT - ' (copy 9999)'.length)
  for (let count = 1; ; count += 1) {
    const candidate = count === 1 ? `${stem} (copy)` : `${stem} (copy ${count})`
    if (!names.has(candidate)) return candidate
  }
}

function planFreeName(stem: string, taken: Iterable<string>): string {
  const names = new Set(taken)
  for (let count = 1; ; count += 1) {
    const candidate = count === 1 ? stem : `${stem} ${count}`
    if (!names.has(candidate)) return candidate
  }
}
