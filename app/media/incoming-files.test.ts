import { expect, test } from 'vitest'
import { readChosenFiles, readDroppedFiles } from './incoming-files.ts'

type Tree = { [name: string]: Tree | 'file' | 'gone' }

/** A browser's entries: directories are read a few at a time, and `gone` has vanished since the drop. */
function createEntry(name: string, content: Tree | 'file' | 'gone'): FileSystemEntry {
  if (content === 'file' || content === 'gone') {
    return {
      name,
      isDirectory: false,
      file: (resolve: (file: File) => void, reject: (error: Error) => void) =>
        content === 'gone' ? reject(new Error('NotFoundError')) : resolve(new File(['x'], name)),
    } as unknown as FileSystemEntry
  }
  return {
    name,
    isDirectory: true,
    createReader() {
      const left = Object.entries(content).map(([child, inside]) => createEntry(child, inside))
      return { readEntries: (resolve: (entries: FileSystemEntry[]) => void) => resolve(left.splice(0, 2)) }
    },
  } as unknown as FileSystemEntry
}

function drop(tree: Tree) {
  const items = Object.entries(tree).map(([name, content]) => ({
    kind: 'file',
    webkitGetAsEntry: () => createEntry(name, content),
    getAsFile: () => (content === 'file' ? new File(['x'], name) : null),
  }))
  return readDroppedFiles({ items, files: [] } as unknown as DataTransfer)
}

const paths = ({ files }: { files: readonly { path: string }[] }) => files.map(({ path }) => path)

test('files come in natural order, whatever order a file dialog lists them in', () => {
  const handed = [3, 10, 1, 12, 7, 2, 11, 5, 9, 4, 8, 6].map((number) => new File([''], `${number}.png`))
  const requested = Array.from({ length: 12 }, (_, index) => `${index + 1}.png`)
  expect(paths(readChosenFiles(handed))).toEqual(requested)
})

test('a dropped directory adds every file of every depth, in natural order of the paths', async () => {
  const incoming = await drop({
    shots: {
      'en-US': { '10.png': 'file', '2.png': 'file', '1.png': 'file' },
      'de-DE': { deep: { deeper: { '1.png': 'file' } } },
      '.DS_Store': 'file',
    },
    'loose.png': 'file',
  })
  expect(paths(incoming)).toEqual([
    'loose.png',
    'shots/de-DE/deep/deeper/1.png',
    'shots/en-US/1.png',
    'shots/en-US/2.png',
    'shots/en-US/10.png',
  ])
  expect(incoming.unreadable).toEqual([])
})

test('a file that vanishes during a drop is named and does not affect the others', async () => {
  const incoming = await drop({
    shots: { '1.png': 'file', '2.png': 'gone', '3.png': 'file' },
    '4.png': 'gone',
  })
  expect(paths(incoming)).toEqual(['shots/1.png', 'shots/3.png'])
  expect(incoming.unreadable).toEqual(['shots/2.png', '4.png'])
})
