import { notifications } from '@mantine/notifications'
import type { ClipboardEvent } from 'react'
import { planPaste, readBlock, writeBlock } from './cell-block.ts'
import { listPlaces } from './grid-selection.ts'
import type { CaptionTable } from './use-caption-table.ts'

/** Copy, cut and paste of cells; while a text is typed they are the field's own. */
export function useGridClipboard(table: CaptionTable) {
  const { range } = table

  function copy(event: ClipboardEvent): boolean {
    if (table.editing !== undefined) return false
    const rows = Array.from({ length: range.bottom - range.top + 1 }, (_, index) => {
      const row = range.top + index
      return listPlaces({ ...range, top: row, bottom: row }).map((place) => table.findText(place) ?? '')
    })
    event.clipboardData.setData('text/plain', writeBlock(rows))
    event.preventDefault()
    return true
  }

  return {
    onCopy: (event: ClipboardEvent) => void copy(event),
    onCut(event: ClipboardEvent) {
      if (!copy(event)) return
      table.write(
        'Cut captions',
        listPlaces(range).map((place) => ({ ...place, text: '' })),
      )
    },
    onPaste(event: ClipboardEvent) {
      if (table.editing !== undefined) return
      event.preventDefault()
      const block = readBlock(event.clipboardData.getData('text/plain'))
      const plan = planPaste(block, range, table.size)
      if (plan.cells.length === 0) return
      table.write('Paste captions', plan.cells)
      const { top, left, bottom, right } = plan.range
      table.select({ focus: { row: top, column: left }, anchor: { row: bottom, column: right } })
      if (plan.outside > 0) {
        notifications.show({
          message: `${plan.outside} pasted ${plan.outside === 1 ? 'cell has' : 'cells have'} no place in the table and ${plan.outside === 1 ? 'was' : 'were'} left out.`,
        })
      }
    },
  }
}
