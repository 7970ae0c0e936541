import { memo } from 'react'
import { findCanvasSize, findStore, sortCanvasSizeIds } from '#app/document/catalogue/canvas-sizes.ts'
import { planDevice } from '#app/document/catalogue/devices.ts'
import type { CanvasSizeId, Locale, ScreenId } from '#app/document/model/ids.ts'
import { isEmptyScreen } from '#app/document/model/is-empty-screen.ts'
import { nameLocale } from '#app/document/model/name-locale.ts'
import { listOrdered } from '#app/document/model/ordered.ts'
import type { Project, Screen } from '#app/document/model/schema.ts'
import { isReplacing, type RowChange } from '../plan/change-rows.ts'
import type { Arrival } from '../plan/choose-size.ts'
import type { IntakeRow } from '../plan/intake-row.ts'
import classes from './intake-dialog.module.css'

type Change = (index: number, change: RowChange) => void

type IntakeTableProps = {
  project: Project
  rows: readonly IntakeRow[]
  arrivals: readonly Arrival[]
  onChange: Change
}

export function IntakeTable({ project, rows, arrivals, onChange }: IntakeTableProps) {
  const sizes = sortCanvasSizeIds(
    new Set([...Object.keys(project.screensByCanvasSize), ...rows.map(({ canvasSizeId }) => canvasSizeId)]),
  )
  const locales = [
    ...new Set([
      ...listOrdered<Locale, { order: string }>(project.locales).map(({ id }) => id),
      ...rows.map(({ locale }) => locale),
    ]),
  ]
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, and the arrow keys must reach it
    <section className={classes.scroll} tabIndex={0} aria-label="Files and their places">
      <table className={classes.table}>
        <thead>
          <tr>
            <th scope="col">File</th>
            <th scope="col">Screen</th>
            <th scope="col">Language</th>
            <th scope="col">Size and device</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <Row
              key={row.index}
              project={project}
              row={row}
              arrival={arrivals[row.index]}
              sizes={sizes}
              locales={locales}
              onChange={onChange}
            />
          ))}
        </tbody>
      </table>
    </section>
  )
}

type RowProps = {
  project: Project
  row: IntakeRow
  arrival: Arrival | undefined
  sizes: readonly CanvasSizeId[]
  locales: readonly Locale[]
  onChange: Change
}

const Row = memo(function Row({ project, row, arrival, sizes, locales, onChange }: RowProps) {
  const { index, path, place, canvasSizeId, locale } = row
  const name = path.split('/').at(-1) ?? path
  const folder = path.slice(0, -name.length)
  const isUnusable = place.kind === 'out' && place.isUnusable === true
  return (
    <tr data-place={place.kind}>
      <th scope="row" translate="no">
        {folder !== '' && <span className={classes.quiet}>{folder}</span>}
        {name}
      </th>
      {isUnusable ? (
        <td colSpan={3} className={classes.quiet}>
          Left out, because {place.reason}.
        </td>
      ) : (
        <>
          <td>
            <select
              aria-label={`Screen of ${path}`}
              value={place.kind === 'screen' ? place.screenId : place.kind}
              onChange={(event) =>
                onChange(index, { screen: event.currentTarget.value as ScreenId | 'new' | 'out' })
              }
            >
              <option value="new">New screen</option>
              {listScreenOptions(project, canvasSizeId)}
              <option value="out">Leave out</option>
            </select>
            <Remark project={project} row={row} />
          </td>
          <td>
            <select
              aria-label={`Language of ${path}`}
              value={locale}
              onChange={(event) => onChange(index, { locale: event.currentTarget.value as Locale })}
            >
              {locales.map((one) => (
                <option key={one} value={one}>
                  {nameLocale(one)}
                </option>
              ))}
            </select>
          </td>
          <td>
            <select
              aria-label={`Size of ${path}`}
              value={canvasSizeId}
              onChange={(event) =>
                onChange(index, { canvasSizeId: event.currentTarget.value as CanvasSizeId })
              }
            >
              {sizes.map((one) => (
                <option key={one} value={one}>
                  {findCanvasSize(one)?.name ?? one}
                </option>
              ))}
            </select>
            <span className={classes.remark}>{describeDevice(arrival, canvasSizeId)}</span>
          </td>
        </>
      )}
    </tr>
  )
})

function listScreenOptions(project: Project, canvasSizeId: CanvasSizeId) {
  return listOrdered<ScreenId, Screen>(project.screensByCanvasSize[canvasSizeId]).map(
    ({ id, item }, index) => (
      <option key={id} value={id}>
        {nameScreen(item, index + 1)}
      </option>
    ),
  )
}

function nameScreen(screen: Screen, number: number): string {
  const isNamed = screen.name.trim() !== '' && screen.name !== `Screen ${number}`
  const name = isNamed ? `${number}: ${screen.name}` : `Screen ${number}`
  return isEmptyScreen(screen) ? `${name} (empty)` : name
}

function Remark({ project, row }: { project: Project; row: IntakeRow }) {
  const { place } = row
  if (place.kind === 'out') return <span className={classes.remark}>Left out, because {place.reason}.</span>
  if (!isReplacing(project, row)) return null
  const isByLook = place.kind === 'screen' && place.isByLook === true
  return (
    <span className={classes.remark}>
      {isByLook ? 'Replaces its capture, which it looks like' : 'Replaces its capture'}
    </span>
  )
}

function describeDevice(arrival: Arrival | undefined, canvasSizeId: CanvasSizeId): string {
  if (arrival?.sizePx === undefined) return ''
  const { widthPx, heightPx } = arrival.sizePx
  const plan = planDevice(arrival.sizePx, findStore(canvasSizeId))
  const device = plan.kind === 'none' ? 'no device of this shape' : plan.device.name
  return `${widthPx} × ${heightPx} · ${device}`
}
