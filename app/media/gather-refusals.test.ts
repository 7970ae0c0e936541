import { expect, it } from 'vitest'
import { describeRefusal } from './describe-refusal.ts'
import { listRefusals, summariseRefusals } from './gather-refusals.ts'

const full = (fileName: string) => ({
  fileName,
  message: `“${fileName}” did not fit.`,
  isFull: true as const,
})
const bad = { fileName: 'notes.png', message: '“notes.png” is a text file.' }

it('reports a full device once for all files, and the rest file by file', () => {
  expect(listRefusals(['a', 'b', 'c', 'd', 'e'].map(full))).toEqual([
    '“a”, “b”, “c” and 2 more were not added, because this device has no room left for them. Everything added before is safe: free some space or delete projects you no longer need, then add them again.',
  ])
  expect(listRefusals([full('a'), full('b')])[0]).toMatch(/^“a” and “b” were not added/)
  expect(listRefusals([full('a')])[0]).toMatch(/^“a” was not added, .* then add it again\.$/)
  expect(listRefusals([bad, full('a')])).toEqual([expect.stringMatching(/^“a” was/), bad.message])
})

it('names the reason in the headline where all files have the same', () => {
  expect(summariseRefusals([full('a'), full('b')])).toBe('no room on this device for 2 files')
  expect(summariseRefusals([full('a')])).toBe('no room on this device for 1 file')
  expect(summariseRefusals([full('a'), bad])).toBe('2 files could not be used')
})

it('files refused for one reason are one sentence, the others keep their own', () => {
  const text = (fileName: string) => ({
    fileName,
    message: describeRefusal(fileName, { kind: 'format', format: 'text' }),
  })
  const half = { fileName: 'half.png', message: describeRefusal('half.png', { kind: 'truncated' }) }
  const refused = ['a.txt', 'b.txt', 'c.txt', 'd.txt'].map(text)
  expect(listRefusals([...refused, half])).toEqual([
    '“a.txt”, “b.txt”, “c.txt” and 1 more could not be used. Each is a text file, not a picture, whatever its name says: choose a PNG, JPEG or WebP file.',
    half.message,
  ])
})
