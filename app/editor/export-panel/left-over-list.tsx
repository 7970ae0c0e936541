import { Button } from '@mantine/core'
import { useState } from 'react'
import { describeExportError } from '#app/export/describe-export-error.ts'
import { createFolderFiles } from '#app/export/folder-files.ts'
import { countPictures } from '#app/export/plan-export.ts'
import classes from './export-panel.module.css'

type LeftOverListProps = { folder: FileSystemDirectoryHandle; paths: readonly string[] }

type Answer = { kind: 'asked' } | { kind: 'kept' } | { kind: 'removed' } | { kind: 'failed'; message: string }

/** Pictures that a store's tool would upload with the new ones: named, and removed after one question. */
export function LeftOverList({ folder, paths }: LeftOverListProps) {
  const [answer, setAnswer] = useState<Answer>({ kind: 'asked' })
  if (paths.length === 0) return null
  const remove = async () => {
    const files = createFolderFiles(folder)
    try {
      for (const path of paths) await files.remove(path)
      setAnswer({ kind: 'removed' })
    } catch (error) {
      setAnswer({ kind: 'failed', message: describeExportError(error) })
    }
  }
  return (
    <section className={classes.leftOvers} aria-label="Left over in the folder">
      <p className={classes.leftOverText} role="status">
        {answer.kind === 'removed'
          ? `${countPictures(paths.length)} removed from the folder.`
          : answer.kind === 'kept'
            ? `${countPictures(paths.length)} kept. A store’s tool uploads them with the others.`
            : `${countPictures(paths.length)} in the folder ${paths.length === 1 ? 'is' : 'are'} not part of this project any more, and a store’s tool would upload ${paths.length === 1 ? 'it' : 'them'} too.`}
      </p>
      {answer.kind === 'failed' && <p className={classes.leftOverText}>{answer.message}</p>}
      {answer.kind !== 'removed' && (
        <ul className={classes.paths} translate="no">
          {paths.map((path) => (
            <li key={path}>{path}</li>
          ))}
        </ul>
      )}
      {(answer.kind === 'asked' || answer.kind === 'failed') && (
        <div className={classes.pair}>
          <Button size="xs" variant="default" onClick={() => setAnswer({ kind: 'kept' })}>
            Keep {paths.length === 1 ? 'it' : 'them'}
          </Button>
          <Button size="xs" color="red" onClick={() => void remove()}>
            Remove {paths.length === 1 ? 'it' : 'them'}
          </Button>
        </div>
      )}
    </section>
  )
}
