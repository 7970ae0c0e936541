import { useState } from 'react'
import { describeCaption } from '#app/captions/captions.ts'
import type { ImportPlan } from '#app/captions/plan-import.ts'
import { cutText } from '#app/document/model/cut-text.ts'
import classes from './import-dialog.module.css'

/** Shorter lists are open from the beginning. */
const fewNotes = 8

/** `line`: of the file, as it is there. */
type Note = { text: string; line?: string | undefined }

/** What is not taken, by name and reason, each kind in full. */
export function ImportNotes({ plan }: { plan: ImportPlan }) {
  const { problems, unknownRows, skipped, absentCaptions } = plan
  const broken = problems.map((problem): Note => {
    return { text: `${place(problem)}: ${problem.message}`, line: problem.text }
  })
  const unknown = unknownRows.map((row): Note => {
    return { text: `${place(row)}: “${cutText(row.name, 80)}” is no caption of this project.` }
  })
  const leftOut = skipped.map(({ path, name, reason }): Note => {
    return { text: `${path}: “${name}” is left out. ${reason}` }
  })
  const absent = absentCaptions.map((caption): Note => {
    return { text: `${describeCaption(caption)}, ${caption.sizeName}` }
  })
  return (
    <>
      <NoteGroup title="Broken or doubled" notes={broken} opensShort />
      <NoteGroup title="No caption of this project" notes={unknown} opensShort />
      <NoteGroup title="Left out" notes={leftOut} opensShort />
      <NoteGroup title="Not in the files, so they stay as they are" notes={absent} />
    </>
  )
}

type NoteGroupProps = { title: string; notes: readonly Note[]; opensShort?: true }

/** Its notes are rendered while it is open: files may have thousands. */
function NoteGroup({ title, notes, opensShort }: NoteGroupProps) {
  const [isOpen, setOpen] = useState(opensShort === true && notes.length <= fewNotes)
  if (notes.length === 0) return null
  return (
    <details className={classes.notes} open={isOpen} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>
        {title}: {notes.length}
      </summary>
      {isOpen && (
        <ul>
          {addKeys(notes).map(({ key, text, line }) => (
            <li key={key}>
              {text}
              {line !== undefined && <code className={classes.line}>{line}</code>}
            </li>
          ))}
        </ul>
      )}
    </details>
  )
}

/** Files without lines have equal notes. */
function addKeys(notes: readonly Note[]) {
  const counts = new Map<string, number>()
  return notes.map((note) => {
    const same = `${note.text} ${note.line ?? ''}`
    const count = (counts.get(same) ?? 0) + 1
    counts.set(same, count)
    return { ...note, key: `${same} ${count}` }
  })
}

const place = ({ path, line }: { path: string; line?: number | undefined }): string =>
  line === undefined ? path : `${path}, line ${line}`
