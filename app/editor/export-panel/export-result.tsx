import { Button } from '@mantine/core'
import { IconAlertTriangle, IconCircleCheck, IconCircleX } from '@tabler/icons-react'
import { useEffect, useRef } from 'react'
import { notStartedMessage } from '#app/export/export-pool.ts'
import { countPictures } from '#app/export/plan-export.ts'
import { ChangeList } from './change-list.tsx'
import classes from './export-panel.module.css'
import { LeftOverList } from './left-over-list.tsx'
import type { ExportState } from './use-export.ts'

type ExportResultViewProps = {
  state: Extract<ExportState, { kind: 'finished' }>
  onRetry: () => void
  onSave: () => void
  onBack: () => void
  onClose: () => void
  onReload: () => void
}

export function ExportResultView(props: ExportResultViewProps) {
  const { state } = props
  const { outcome, request } = state
  const { files, failures, changes, folder } = outcome
  const isComplete = failures.length === 0
  const headlineRef = useRef<HTMLHeadingElement>(null)
  // The focused button is gone; the outcome gets the focus, so that it is announced next.
  useEffect(() => headlineRef.current?.focus(), [])
  const warnings = files.flatMap(({ screenName, warnings: found }) =>
    found.map((message) => ({ screenName, message })),
  )

  return (
    <div className={classes.form}>
      <div className={classes.scroll}>
        <h3 ref={headlineRef} tabIndex={-1} className={classes.headline}>
          {describeOutcome(state)}
        </h3>
        {isComplete ? (
          <p className={classes.check}>
            <IconCircleCheck className={classes.good} size={18} stroke={1.75} aria-hidden />
            <span>{describeFiles(state)}</span>
          </p>
        ) : (
          <>
            <ul className={classes.checks}>
              {failures.map(({ screenName, message }) => (
                <li key={`${screenName} ${message}`} className={classes.check}>
                  <IconCircleX className={classes.bad} size={18} stroke={1.75} aria-hidden />
                  <span>
                    <span className={classes.screenName} translate="no">{`${screenName}: `}</span>
                    {message}
                  </span>
                </li>
              ))}
            </ul>
            <p className={classes.quiet}>
              {folder
                ? 'The others are in the folder.'
                : 'Nothing was saved yet, so that no incomplete set reaches a store by mistake.'}
            </p>
          </>
        )}
        {changes && <ChangeList changes={changes} />}
        {folder && request.folder && <LeftOverList folder={request.folder} paths={folder.leftOvers} />}
        {warnings.length > 0 && (
          <ul className={classes.checks} aria-label="Worth a look">
            {warnings.map(({ screenName, message }) => (
              <li key={`${screenName} ${message}`} className={classes.check}>
                <IconAlertTriangle className={classes.warn} size={18} stroke={1.75} aria-hidden />
                <span>
                  <span className={classes.screenName} translate="no">{`${screenName}: `}</span>
                  {message}
                </span>
              </li>
            ))}
          </ul>
        )}
      </div>
      <div className={classes.footer}>
        {isComplete ? <CompleteActions {...props} /> : <IncompleteActions {...props} />}
      </div>
    </div>
  )
}

function CompleteActions({ state, onSave, onBack, onClose }: ExportResultViewProps) {
  return (
    <>
      <Button fullWidth size="md" onClick={onClose}>
        Done
      </Button>
      <div className={classes.pair}>
        {state.outcome.download && (
          <Button variant="default" size="md" onClick={onSave}>
            Save again
          </Button>
        )}
        <Button variant="default" size="md" onClick={onBack}>
          Export more
        </Button>
      </div>
    </>
  )
}

function IncompleteActions({ state, onRetry, onSave, onBack, onReload }: ExportResultViewProps) {
  const { files, failures, packIncomplete } = state.outcome
  const mayReload = failures.some(({ message }) => message === notStartedMessage)
  return (
    <>
      <Button fullWidth size="md" onClick={onRetry}>
        Try again
      </Button>
      <div className={classes.pair}>
        <Button variant="default" size="md" onClick={onBack}>
          Back
        </Button>
        {mayReload && (
          <Button variant="default" size="md" onClick={onReload}>
            Reload
          </Button>
        )}
        {packIncomplete && files.length > 0 && (
          <Button variant="default" size="md" onClick={onSave}>
            Save {files.length === 1 ? 'the other one' : `the other ${files.length}`}
          </Button>
        )}
      </div>
    </>
  )
}

type Finished = ExportResultViewProps['state']

function describeOutcome({ outcome, request }: Finished): string {
  const { files, failures, folder } = outcome
  const total = files.length + failures.length
  if (failures.length > 0) return `${failures.length} of ${countPictures(total)} could not be made`
  const delivered = countDelivered(outcome)
  if (folder) return `${countPictures(total)} ${total === 1 ? 'is' : 'are'} in “${folder.name}”`
  if (delivered > 0) return `${countPictures(delivered)} saved to your downloads`
  return request.only.kind === 'since-folder'
    ? 'Nothing differs from the live listing'
    : 'Nothing has changed since the last export'
}

function describeFiles({ outcome, request }: Finished): string {
  const { files, folder } = outcome
  const format = request.format === 'png' ? 'opaque PNG' : 'JPEG'
  if (folder) {
    const written = files.filter(({ kept }) => kept !== undefined && !kept.isFound).length
    return `${written === 0 ? 'None' : countPictures(written)} written, ${files.length - written} as before. Each was read back and checked.`
  }
  const delivered = countDelivered(outcome)
  if (delivered === 0) return 'No file is needed.'
  if (request.targets.length === 1)
    return `${format === 'JPEG' ? 'A' : 'An'} ${format} of exactly the store’s pixels.`
  return 'One ZIP with the folders of your tool, every file read back and checked.'
}

const countDelivered = ({ files }: Finished['outcome']): number =>
  files.filter(({ kept }) => kept !== undefined).length
