import { Popover } from '@mantine/core'
import { IconCheck, IconPlus, IconTrash } from '@tabler/icons-react'
import { useState } from 'react'
import type { CanvasSize } from '#app/document/catalogue/canvas-size-table.ts'
import { findCanvasSize, listCanvasSizes, sortCanvasSizeIds } from '#app/document/catalogue/canvas-sizes.ts'
import { findMasterSize } from '#app/document/linked/find-master-size.ts'
import type { CanvasSizeId } from '#app/document/model/ids.ts'
import { PopupAnchor } from '#app/ui/popup-anchor.tsx'
import { nameSize } from '../actions/name-size.ts'
import { addSize, removeSize } from '../actions/size-actions.ts'
import { IconButton } from '../controls/icon-button.tsx'
import { findCanvasPx } from '../state/canvas-px.ts'
import { useEditor, useProject, useUi } from '../state/use-editor.ts'
import { OwnSizeForm } from './own-size-form.tsx'
import { SizeLinkButton, SizeRole } from './size-link.tsx'
import classes from './top-bar.module.css'

const storeNames = { 'app-store': 'App Store', 'google-play': 'Google Play', own: 'Your own' } as const

/** The project's sizes, and those to be added; anchored to the place it is rendered in. */
export function SizeList({ onClose }: { onClose: () => void }) {
  const editor = useEditor()
  const canvasSizeId = useUi((ui) => ui.canvasSizeId)
  const screensByCanvasSize = useProject((project) => project.screensByCanvasSize)
  const master = useProject(() => findMasterSize(editor.session.getDocument())) ?? canvasSizeId
  const [sought, setSought] = useState('')
  const present = sortCanvasSizeIds(Object.keys(screensByCanvasSize))
  const addable = listCanvasSizes().filter((size) => !present.includes(size.id) && matches(size, sought))

  return (
    <Popover
      opened
      onChange={(isOpen) => isOpen || onClose()}
      position="bottom"
      width={320}
      returnFocus={false}
    >
      <Popover.Target>
        <PopupAnchor className={classes.anchor} />
      </Popover.Target>
      <Popover.Dropdown className={classes.sizes} aria-label="Sizes" data-own-keys>
        <ul className={classes.sizeList} aria-label="Sizes of this project">
          {present.map((id) => (
            <li key={id} className={classes.sizeRow}>
              <button
                type="button"
                className={classes.size}
                aria-current={id === canvasSizeId}
                onClick={() => {
                  editor.selectSize(id)
                  onClose()
                }}
              >
                <SizeLabel id={id} isPresent />
                {id === canvasSizeId && <IconCheck size={15} aria-hidden />}
              </button>
              {present.length > 1 && !editor.readOnly && <SizeLinkButton id={id} />}
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
              <span>Add a size that follows {nameSize(master)}</span>
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
                      onClose()
                    }}
                  >
                    <SizeLabel id={size.id} />
                    <IconPlus size={15} aria-hidden />
                  </button>
                </li>
              ))}
              {addable.length === 0 && <li className={classes.none}>No other size is called that.</li>}
            </ul>
            <OwnSizeForm onAdded={onClose} />
          </>
        )}
      </Popover.Dropdown>
    </Popover>
  )
}

function SizeLabel({ id, isPresent = false }: { id: CanvasSizeId; isPresent?: boolean }) {
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
      {isPresent && <SizeRole id={id} />}
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
