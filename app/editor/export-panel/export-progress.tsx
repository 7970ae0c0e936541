import { Button, Progress } from '@mantine/core'
import { describeTimeLeft } from '#app/export/plan-export.ts'
import classes from './export-panel.module.css'
import type { ExportState } from './use-export.ts'

type ExportProgressViewProps = { state: Extract<ExportState, { kind: 'running' }>; onCancel: () => void }

export function ExportProgressView({ state, onCancel }: ExportProgressViewProps) {
  const { progress, startedMs } = state
  const { done, total, screenName } = progress
  const timeLeft = describeTimeLeft(progress, performance.now() - startedMs)
  return (
    <div className={classes.form}>
      <div className={classes.running}>
        <p className={classes.headline} role="status">
          {`${done} of ${total} ${total === 1 ? 'picture' : 'pictures'} done`}
        </p>
        <Progress
          value={(done / Math.max(total, 1)) * 100}
          size="sm"
          radius="xl"
          aria-label="Export progress"
          transitionDuration={150}
        />
        <p className={classes.between}>
          <span className={classes.truncated} translate="no">
            {screenName}
          </span>
          <span className={classes.timeLeft}>{timeLeft}</span>
        </p>
      </div>
      <div className={classes.footer}>
        <Button variant="default" fullWidth size="md" onClick={onCancel} data-autofocus>
          Cancel
        </Button>
      </div>
    </div>
  )
}
