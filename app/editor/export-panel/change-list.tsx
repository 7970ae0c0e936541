import { type ChangePlan, countChanges } from '#app/export/plan-changes.ts'
import { countPictures } from '#app/export/plan-export.ts'
import classes from './export-panel.module.css'

const kindNames = {
  new: 'new',
  changed: 'changed',
  moved: 'moved',
  removed: 'removed',
  same: 'the same',
} as const

/** What changed since the last export or the live listing, counted and by name. */
export function ChangeList({ changes }: { changes: ChangePlan }) {
  const counts = countChanges(changes)
  const kinds = (Object.keys(kindNames) as (keyof typeof kindNames)[]).filter((kind) => counts[kind] > 0)
  const listed = [
    ...changes.files.filter(({ kind }) => kind !== 'same'),
    ...changes.removed.map((path) => ({ path, kind: 'removed' as const })),
  ]
  const repeated = changes.files.length - changes.different
  return (
    <>
      {listed.length > 0 && (
        <p className={classes.counts}>
          {kinds.map((kind) => `${counts[kind]} ${kindNames[kind]}`).join(' · ')}
        </p>
      )}
      {repeated > 0 && (
        <p className={classes.quiet}>
          {`${countPictures(changes.different)} in all; ${repeated} more ${repeated === 1 ? 'is' : 'are'} the same in another language.`}
        </p>
      )}
      {listed.length > 0 && (
        <details className={classes.details}>
          <summary>Which ones</summary>
          <ul className={classes.paths} translate="no">
            {listed.map((change) => (
              <li key={`${change.kind} ${change.path}`}>
                {`${kindNames[change.kind]}: ${change.path}`}
                {change.kind === 'moved' && ` (was ${change.from})`}
              </li>
            ))}
          </ul>
        </details>
      )}
    </>
  )
}
