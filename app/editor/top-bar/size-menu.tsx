import { Popover } from '@mantine/core'
import { IconCheck, IconChevronDown, IconPlus, IconTrash } from '@tabler/icons-react'
import { useState } from 'react'
import type { CanvasSize } from '#app/document/catalogue/canvas-size-table.ts'
import { findCanvasSize, listCanvasSizes, sortCanvasSizeIds } from '#app/document/catalogue/canvas-sizes.ts'
import type { CanvasSizeId } from '#app/document/model/ids.ts'
import { addSize, nameSize, removeSize } from '../actions/size-actions.ts'
import { IconButton } from '../controls/icon-button.tsx'
import { findCanvasPx } from '../state/canvas-px.ts'
import { useEditor, useProject, useUi } from '../state/use-editor.ts'
import classes from './top-bar.module.css'

const storeNames = { 'app-store': 'App Store', 'google-play': 'Google Play' } as const

/** The slot and store being designed; a new one starts with copies of these designs. */
export function SizeMenu() {
  const editor = useEditor()
  const canvasSizeId = useUi((ui) => ui.canvasSizeId)
  const screensByCanvasSize = useProject((project) => project.screensByCanvasSize)
  const [opened, setOpened] = useState(false)
  const [sought, setSought] = useState('')
  const present = sortCanvasSizeIds(Object.keys(screensByCanvasSize))
  const close = () => {
    setOpened(false)
    setSought('')
  }
  const addable = listCanvasSizes().filter((size) => !present.includes(size.id) && matches(size, sought))
  const { widthPx, heightPx } = findCanvasPx(canvasSizeId, 'portrait')

  return (
    <Popover
      opened={opened}
      onChange={(next) => (next ? setOpened(true) : close())}
      position="bottom"
      width={320}
    >
      <Popover.Target>
        <button
          type="button"
          className={classes.menuButton}
          aria-haspopup="dialog"
          aria-expanded={opened}
          aria-label={`Size: ${nameSize(canvasSizeId)}, ${widthPx} × ${heightPx} pixels`}
          onClick={() => (opened ? close() : setOpened(true))}
        >
          <span className={classes.menuText}>{nameSize(canvasSizeId)}</span>
          <span className={classes.menuDetail}>
            {widthPx} × {heightPx}
          </span>
          <IconChevronDown size={14} aria-hidden />
        </button>
      </Popover.Target>
      <Popover.Dropdown className={classes.sizes} data-own-keys>
        <ul className={classes.sizeList} aria-label="Sizes of this project">
          {present.map((id) => (
            <li key={id} className={classes.sizeRow}>
              <button
                type="button"
                className={classes.size}
                aria-current={id === canvasSizeId}
                onClick={() => {
                  editor.selectSize(id)
                  close()
                }}
              >
                <SizeLabel id={id} />
                {id === canvasSizeId && <IconCheck size={15} aria-hidden />}
              </button>
              {present.length > 1 && !editor.readOnly && (
                <IconButton label={`Remove ${nameSize(id)}`} onClick={() => removeSize(editor, id)}>
                  <IconTrash size={15} stroke={1.5} />
                </IconButton>
              )}
            </li>
          ))}
        </ul>
        {!editor.readOnly && (
          <>
            <div className={classes.addHead}>
              <span>Add a size (copies these designs)</span>
              <input
                className={classes.seek}
                type="search"
                placeholder="Find"
                aria-label="Find a size"
                value={sought}
                onChange={(event) => setSought(event.currentTarget.value)}
              />
            </div>
            <ul className={classes.addList} aria-label="Sizes to add">
              {addable.map((size) => (
                <li key={size.id}>
                  <button
                    type="button"
                    className={classes.size}
                    onClick={() => {
                      addSize(editor, size.id)
                      close()
                    }}
                  >
                    <SizeLabel id={size.id} />
                    <IconPlus size={15} aria-hidden />
                  </button>
                </li>
              ))}
              {addable.length === 0 && <li className={classes.none}>No other size is called that.</li>}
            </ul>
          </>
        )}
      </Popover.Dropdown>
    </Popover>
  )
}

function SizeLabel({ id }: { id: CanvasSizeId }) {
  const size = findCanvasSize(id)
  const { widthPx, heightPx } = findCanvasPx(id, 'portrait')
  return (
    <span className={classes.sizeText}>
      <span>{size?.name ?? id}</span>
      <span className={classes.sizeDetail}>
        {size === undefined
          ? 'Not known to this version'
          : // The figures stay on one line.
            `${storeNames[size.store]} · ${size.slot} · ${widthPx}\u00a0×\u00a0${heightPx}`}
      </span>
      {size?.note !== undefined && <span className={classes.sizeNote}>{size.note}</span>}
    </span>
  )
}

/** Without a search, the most common sizes come first, as in the table. */
function matches(size: CanvasSize, sought: string): boolean {
  const text = sought.trim().toLowerCase()
  if (text === '') return true
  const { widthPx, heightPx } = findCanvasPx(size.id, 'portrait')
  return `${size.name} ${size.slot} ${storeNames[size.store]} ${widthPx}x${heightPx} ${widthPx} × ${heightPx}`
    .toLowerCase()
    .includes(text)
}
