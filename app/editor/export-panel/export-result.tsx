import { Button } from '@mantine/core'
import { IconAlertTriangle, IconCircleCheck, IconCircleX } from '@tabler/icons-react'
import { useEffect, useRef } from 'react'
import { notStartedMessage } from '#app/export/export-pool.ts'
import { countPictures } from '#app/export/plan-export.ts'
import classes from './export-panel.module.css'
import type { ExportState } from './use-export.ts'

type ExportResultViewProps = {
  state: Extract<ExportState, { kind: 'finished' }>
  onRetry: () => void
  onSave: (completeness: 'complete' | 'incomplete') => void
  onBack: () => void
  onClose: () => void
  onReload: () => void
}

export function ExportResultView(props: ExportResultViewProps) {
  const { state, onRetry, onSave, onBack, onClose, onReload } = props
  const { files, failures, total } = state
  const isComplete = failures.length === 0
  const mayReload = failures.some(({ message }) => message === notStartedMessage)
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
          {isComplete
            ? `${countPictures(total)} saved to your downloads`
            : `${failures.length} of ${countPictures(total)} could not be made`}
        </h3>
        {isComplete ? (
          <p className={classes.check}>
            <IconCircleCheck className={classes.good} size={18} stroke={1.75} aria-hidden />
            <span>
              {total === 1
                ? 'An opaque PNG of exactly the store’s pixels.'
                : 'One ZIP with fastlane’s folders, all at exactly the store’s pixels.'}
            </span>
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
              Nothing was saved yet, so that no incomplete set reaches a store by mistake.
            </p>
          </>
        )}
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
        {isComplete ? (
          <>
            <Button fullWidth size="md" onClick={onClose}>
              Done
            </Button>
            <div className={classes.pair}>
              <Button variant="default" size="md" onClick={() => onSave('complete')}>
                Save again
              </Button>
              <Button variant="default" size="md" onClick={onBack}>
                Export more
              </Button>
            </div>
          </>
        ) : (
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
              {files.length > 0 && (
                <Button variant="default" size="md" onClick={() => onSave('incomplete')}>
                  Save {files.length === 1 ? 'the other one' : `the other ${files.length}`}
                </Button>
              )}
            </div>
          </>
        )}
      </div>
    </div>
  )
}
