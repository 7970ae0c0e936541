import { Button } from '@mantine/core'
import { useRef, useState } from 'react'
import { captionFileTypes } from '#app/captions/read-caption-files.ts'
import { type Incoming, readChosenFiles, readDroppedFiles } from '#app/media/incoming-files.ts'
import { type GatheredCaptions, gatherCaptions } from './gather-captions.ts'
import classes from './import-dialog.module.css'

const folderProps = { webkitdirectory: '' }
/** More are counted. */
const mostNames = 5

type ImportFilesProps = { gathered: GatheredCaptions; onGather: (gathered: GatheredCaptions) => void }

/** Files, folders and ZIPs with captions, dropped or chosen. */
export function ImportFiles({ gathered: { files, unread }, onGather }: ImportFilesProps) {
  const inputRef = useRef<HTMLInputElement>(null)
  const folderRef = useRef<HTMLInputElement>(null)
  const reading = useRef(0)
  const [isReading, setReading] = useState(false)

  /** What is chosen last counts, however long it takes to be read. */
  async function take(incoming: Incoming | Promise<Incoming>): Promise<void> {
    reading.current += 1
    const own = reading.current
    setReading(true)
    const gathered = await gatherCaptions(await incoming)
    if (own !== reading.current) return
    setReading(false)
    onGather(gathered)
  }

  function takeChosen(input: HTMLInputElement): void {
    const chosen = readChosenFiles(input.files)
    input.value = ''
    if (chosen.files.length > 0) void take(chosen)
  }

  const isEmpty = files.length === 0
  return (
    <section
      aria-label="Files"
      className={classes.drop}
      data-empty={isEmpty || undefined}
      onDragOver={(event) => event.preventDefault()}
      onDrop={(event) => {
        event.preventDefault()
        void take(readDroppedFiles(event.dataTransfer))
      }}
    >
      <div className={classes.given}>
        <p aria-live="polite">{isReading ? 'Reading…' : describeFiles(files.map(({ path }) => path))}</p>
        {!isReading &&
          unread.map((sentence) => (
            <p key={sentence} className={classes.unread} role="alert">
              {sentence}
            </p>
          ))}
      </div>
      <div className={classes.choose}>
        <Button variant={isEmpty ? 'filled' : 'default'} onClick={() => inputRef.current?.click()}>
          {isEmpty ? 'Choose files' : 'Choose others'}
        </Button>
        <Button variant="default" onClick={() => folderRef.current?.click()}>
          Choose a folder
        </Button>
      </div>
      <input
        ref={inputRef}
        type="file"
        hidden
        multiple
        accept={[...captionFileTypes, '.zip'].join(',')}
        aria-label="Files with captions"
        onChange={(event) => takeChosen(event.currentTarget)}
      />
      <input
        ref={folderRef}
        type="file"
        hidden
        multiple
        aria-label="Folder with captions"
        {...folderProps}
        onChange={(event) => takeChosen(event.currentTarget)}
      />
    </section>
  )
}

function describeFiles(paths: readonly string[]): string {
  if (paths.length === 0)
    return 'CSV, TSV, JSON, .xcstrings, .strings or frameit’s files; one or several, in a folder or a ZIP.'
  const names = paths.slice(0, mostNames).join(', ')
  return paths.length > mostNames ? `${names} and ${paths.length - mostNames} more` : names
}
