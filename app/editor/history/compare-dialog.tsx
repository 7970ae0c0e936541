import { Button, Modal } from '@mantine/core'
import { useMemo, useState } from 'react'
import type { MergeConflict } from '#app/document/changes/merge-projects.ts'
import type { Project, ProjectDocument } from '#app/document/model/schema.ts'
import { resolveProject } from '#app/document/resolve/resolve-project.ts'
import { useReturnFocus } from '#app/ui/use-return-focus.ts'
import type { Side } from '../ports/conflicts.ts'
import { useProject, useUi } from '../state/use-editor.ts'
import classes from './compare-dialog.module.css'
import { type Comparison, planComparison } from './plan-comparison.ts'
import { planItems } from './plan-items.ts'
import { ProjectPicture } from './project-picture.tsx'

type CompareDialogProps = {
  theirs: ProjectDocument
  entries: readonly MergeConflict[]
  onDecide: (keep: Side | 'both') => Promise<void>
  onClose: () => void
}

const names = { mine: 'This device', theirs: 'Other device' } as const
const heightPx = 300
const shownItems = 6

/**
 * Two versions of a project side by side: the one place where the app waits for a decision, because the user's policy
 * is to be asked.
 */
export function CompareDialog({ theirs: version, entries, onDecide, onClose }: CompareDialogProps) {
  const mine = useProject((project) => project)
  const theirs = useMemo(() => resolveProject(version), [version])
  const open = useUi((ui) => ui.canvasSizeId)
  const comparison = useMemo(() => planComparison(mine, theirs, open), [mine, theirs, open])
  const items = planItems(entries, [mine, theirs])
  const [busy, setBusy] = useState<Side | 'both'>()
  const [loadError, setLoadError] = useState<string>()

  async function decide(keep: Side | 'both'): Promise<void> {
    setBusy(keep)
    try {
      await onDecide(keep)
      onClose()
    } catch (error) {
      setBusy(undefined)
      setLoadError(error instanceof Error ? error.message : String(error))
    }
  }

  const side = (which: Side, project: Project) => (
    <Version
      side={which}
      project={project}
      comparison={comparison}
      isBusy={busy === which}
      isLocked={busy !== undefined}
      onKeep={() => void decide(which)}
    />
  )

  useReturnFocus()
  return (
    <Modal opened onClose={onClose} size={1080} title="Which version should stay?">
      <div className={classes.body}>
        <p className={classes.intro}>
          “<span translate="no">{mine.name}</span>” was changed on this device and on another one. Neither is
          synced over the other until you choose.
        </p>
        <div className={classes.columns}>
          {side('mine', mine)}
          {side('theirs', theirs)}
        </div>
        {items.length > 0 && (
          <section className={classes.places} aria-label="What both changed">
            <h3>What both changed</h3>
            <ul>
              {items.slice(0, shownItems).map((item) => (
                <li key={item.key}>
                  <span>{item.place}</span>: this device {item.mine}, other device {item.theirs}
                </li>
              ))}
              {items.length > shownItems && <li>and {items.length - shownItems} more</li>}
            </ul>
          </section>
        )}
        {loadError !== undefined && (
          <p className={classes.problem} role="alert">
            {loadError}
          </p>
        )}
        <footer className={classes.footer}>
          <p>Both: the other device’s version stays here, yours goes on as a project of its own.</p>
          <Button variant="subtle" color="gray" onClick={onClose} disabled={busy !== undefined}>
            Decide later
          </Button>
          <Button
            variant="default"
            loading={busy === 'both'}
            disabled={busy !== undefined}
            onClick={() => void decide('both')}
          >
            Keep both
          </Button>
        </footer>
      </div>
    </Modal>
  )
}

type VersionProps = {
  side: Side
  project: Project
  comparison: Comparison
  isBusy: boolean
  isLocked: boolean
  onKeep: () => void
}

function Version({ side, project, comparison, isBusy, isLocked, onKeep }: VersionProps) {
  return (
    <section className={classes.version} aria-label={names[side]}>
      <header className={classes.versionHead}>
        <h3>{names[side]}</h3>
        <Button size="xs" variant="default" loading={isBusy} disabled={isLocked} onClick={onKeep}>
          {side === 'mine' ? 'Keep mine' : 'Keep theirs'}
        </Button>
      </header>
      <div className={classes.pictures}>
        <ProjectPicture
          project={project}
          canvasSizeId={comparison.canvasSizeId}
          only={comparison.screenIds}
          heightPx={heightPx}
        />
      </div>
      <p className={classes.name} translate="no">
        {project.name}
      </p>
    </section>
  )
}
