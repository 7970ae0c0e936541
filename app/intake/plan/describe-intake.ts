import type { Project } from '#app/document/model/schema.ts'
import { isReplacing } from './change-rows.ts'
import { groupOf, type IntakeRow } from './intake-row.ts'

export type IntakeSummary = {
  /** Files that have a place. */
  count: number
  /** `12 files: 6 new screens, 2 captures replaced, in 2 languages and 1 size. 1 file is left out.` */
  text: string
  /** Of the button. */
  action: string
}

export function describeIntake(project: Project, rows: readonly IntakeRow[]): IntakeSummary {
  const taken = rows.filter(({ place }) => place.kind !== 'out')
  const count = taken.length
  const isNew = ({ place }: IntakeRow) => place.kind === 'new'
  const newScreens = new Set(taken.filter(isNew).map(groupOf)).size
  const replaced = taken.filter((row) => isReplacing(project, row)).length
  const filled = taken.filter((row) => row.place.kind === 'screen' && !isReplacing(project, row)).length
  const parts = [
    newScreens > 0 ? countOf(newScreens, 'new screen') : '',
    replaced > 0 ? `${countOf(replaced, 'capture')} replaced` : '',
    filled > 0 ? `${filled} on screens that are there` : '',
  ].filter((part) => part !== '')
  const locales = countOf(new Set(taken.map(({ locale }) => locale)).size, 'language')
  const sizes = countOf(new Set(taken.map(({ canvasSizeId }) => canvasSizeId)).size, 'size')
  const left = rows.length - count
  const leftOut = left === 0 ? '' : ` ${countOf(left, 'file')} ${left === 1 ? 'is' : 'are'} left out.`
  const action = count === 0 ? 'Nothing to add' : `Add ${countOf(count, 'file')}`
  if (count === 0) return { count, text: `No file has a place.${leftOut}`, action }
  return {
    count,
    text: `${countOf(count, 'file')}: ${parts.join(', ')}, in ${locales} and ${sizes}.${leftOut}`,
    action,
  }
}

const countOf = (count: number, word: string) => `${count} ${word}${count === 1 ? '' : 's'}`
