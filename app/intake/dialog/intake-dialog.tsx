import { Button, Modal, SegmentedControl, Switch } from '@mantine/core'
import { useMemo, useState } from 'react'
import type { Project } from '#app/document/model/schema.ts'
import { useReturnFocus } from '#app/ui/use-return-focus.ts'
import { changeRow, isReplacing, keepCaptures } from '../plan/change-rows.ts'
import type { Arrival } from '../plan/choose-size.ts'
import { describeIntake } from '../plan/describe-intake.ts'
import type { IntakeRow } from '../plan/intake-row.ts'
import { leaveDoublesOut } from '../plan/plan-intake.ts'
import classes from './intake-dialog.module.css'
import { IntakeTable } from './intake-table.tsx'

/** `pictures`: finished store pictures, each of which fills its screen. */
export type UsedAs = 'captures' | 'pictures'

export type IntakeReview = {
  project: Project
  arrivals: readonly Arrival[]
  rows: readonly IntakeRow[]
  /** What the files are taken for at first. */
  usedAs: UsedAs
  /** A folder of finished pictures may also be opened as such. */
  pictures?: { project: Project; rows: readonly IntakeRow[] }
  title: string
}

type IntakeDialogProps = {
  review: IntakeReview
  /** What is to be done. */
  onApply: (rows: readonly IntakeRow[], usedAs: UsedAs) => void
  /** Nothing was changed. */
  onClose: () => void
}

/** Where every file goes, changeable; nothing is stored or changed before it is applied. */
export function IntakeDialog({ review, onApply, onClose }: IntakeDialogProps) {
  useReturnFocus()
  const { arrivals, pictures, title } = review
  const [usedAs, setUsedAs] = useState<UsedAs>(review.usedAs)
  const [given, setGiven] = useState({ captures: review.rows, pictures: pictures?.rows ?? [] })
  const [replaces, setReplaces] = useState(true)
  const project = usedAs === 'pictures' ? (pictures?.project ?? review.project) : review.project
  const rows = given[usedAs]
  const settled = useMemo(
    () => leaveDoublesOut(replaces ? rows : keepCaptures(project, rows)),
    [project, rows, replaces],
  )
  const canReplace = rows.some((row) => isReplacing(project, row))
  const hasLooks = rows.some(({ place }) => place.kind === 'screen' && place.isByLook === true)
  const summary = describeIntake(project, settled)

  return (
    <Modal
      opened
      onClose={onClose}
      title={title}
      size={960}
      closeOnClickOutside={false}
      classNames={{ body: classes.body ?? '' }}
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      {pictures !== undefined && (
        <div className={classes.option}>
          <SegmentedControl
            aria-label="What the files are"
            value={usedAs}
            onChange={(next) => setUsedAs(next === 'pictures' ? 'pictures' : 'captures')}
            data={[
              { value: 'pictures', label: 'Finished store pictures' },
              { value: 'captures', label: 'Captures of the app' },
            ]}
          />
          <p className={classes.quiet}>
            {usedAs === 'pictures'
              ? 'Each fills its screen as it is, so an export gives the same pictures again.'
              : 'Each gets a device and a caption.'}
          </p>
        </div>
      )}
      <p className={classes.summary} role="status">
        {summary.text}
      </p>
      {canReplace && (
        <Switch
          label={`Replace captures of the same ${hasLooks ? 'name or look' : 'name'}`}
          description={
            replaces ? 'Texts and design stay as they are.' : 'They become new screens beside the old ones.'
          }
          checked={replaces}
          onChange={(event) => setReplaces(event.currentTarget.checked)}
        />
      )}
      <IntakeTable
        project={project}
        rows={settled}
        arrivals={arrivals}
        onChange={(index, change) => {
          const next = changeRow(replaces ? rows : keepCaptures(project, rows), index, change)
          setReplaces(true)
          setGiven({ ...given, [usedAs]: next })
        }}
      />
      <div className={classes.footer}>
        <Button variant="default" onClick={onClose}>
          Cancel
        </Button>
        <Button disabled={summary.count === 0} onClick={() => onApply(settled, usedAs)} data-autofocus>
          {summary.action}
        </Button>
      </div>
    </Modal>
  )
}
