import { type ReactNode, useState } from 'react'
import { describeCaption } from '#app/captions/captions.ts'
import type { ImportPlan } from '#app/captions/plan-import.ts'
import classes from './import-dialog.module.css'

/** Shorter lists are open from the beginning. */
const fewNotes = 8

/** What is not taken, by name and reason, each kind in full. */
export function ImportNotes({ plan }: { plan: ImportPlan }) {
  const { problems, unknownRows, skipped, absentCaptions } = plan
  return (
    <>
      <NoteGroup title="Broken or doubled" count={problems.length} opensShort>
        {() =>
          problems.map((problem) => (
            <li key={`${place(problem)} ${problem.message} ${problem.text ?? ''}`}>
              {place(problem)}: {problem.message}
              {problem.text !== undefined && <code className={classes.line}>{problem.text}</code>}
            </li>
          ))
        }
      </NoteGroup>
      <NoteGroup title="No caption of this project" count={unknownRows.length} opensShort>
        {() =>
          unknownRows.map((row) => (
            <li key={`${place(row)} ${row.name}`}>
              {place(row)}: “{row.name.slice(0, 80)}” is no caption of this project.
            </li>
          ))
        }
      </NoteGroup>
      <NoteGroup title="Left out" count={skipped.length} opensShort>
        {() =>
          skipped.map(({ path, name, reason }) => (
            <li key={`${path} ${name}`}>
              {path}: “{name}” is left out. {reason}
            </li>
          ))
        }
      </NoteGroup>
      <NoteGroup title="Not in the files, so they stay as they are" count={absentCaptions.length}>
        {() =>
          absentCaptions.map((caption) => (
            <li key={`${caption.canvasSizeId} ${caption.key}`} translate="no">
              {describeCaption(caption)}, {caption.sizeName}
            </li>
          ))
        }
      </NoteGroup>
    </>
  )
}

type NoteGroupProps = { title: string; count: number; opensShort?: true; children: () => ReactNode }

/** Its notes are rendered while it is open: files may have thousands. */
function NoteGroup({ title, count, opensShort, children }: NoteGroupProps) {
  const [isOpen, setOpen] = useState(opensShort === true && count <= fewNotes)
  if (count === 0) return null
  return (
    <details className={classes.notes} open={isOpen} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>
        {title}: {count}
      </summary>
      {isOpen && <ul>{children()}</ul>}
    </details>
  )
}

const place = ({ path, line }: { path: string; line?: number | undefined }): string =>
  line === undefined ? path : `${path}, line ${line}`
