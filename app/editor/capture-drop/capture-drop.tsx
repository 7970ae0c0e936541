import { type ReactNode, type RefObject, useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { type Incoming, readChosenFiles, readDroppedFiles } from '#app/media/incoming-files.ts'
import { acceptedFiles } from '#app/media-library/accepted-files.ts'
import { useMediaLibrary } from '#app/media-library/media-library-provider.tsx'
import { addPicture, fillElement } from '../actions/media-actions.ts'
import { attachClipboard } from '../clipboard/attach-clipboard.ts'
import { useEditor } from '../state/use-editor.ts'
import { attachFileDrop } from './attach-file-drop.ts'
import { attachMediaDrop } from './attach-media-drop.ts'
import classes from './capture-drop.module.css'
import { CaptureDropContext, type CaptureTarget, type CaptureDrop as Drop } from './capture-drop-context.ts'
import { ImportPanel } from './import-panel.tsx'
import { useCaptureImport } from './use-capture-import.ts'

const dropLabels = {
  frame: 'Replace the capture of this device',
  screens: 'Drop to add a screen for each capture',
  nowhere: 'This project can only be looked at: nothing can be added',
} as const

/** Imports captures by drop, paste or file dialog, anywhere in the editor. */
export function CaptureDrop({
  rootRef,
  children,
}: {
  rootRef: RefObject<HTMLElement | null>
  children: ReactNode
}) {
  const editor = useEditor()
  const library = useMediaLibrary()
  const { progress, report, importFiles, cancel, dismiss } = useCaptureImport(editor)
  const [over, setOver] = useState<keyof typeof dropLabels>()
  const inputRef = useRef<HTMLInputElement>(null)
  const pickTarget = useRef<CaptureTarget>(undefined)

  const start = useCallback(
    (incoming: Incoming, target?: CaptureTarget) => void importFiles(incoming, target),
    [importFiles],
  )
  const drop = useMemo<Drop>(
    () => ({
      importFiles: start,
      pick(target) {
        pickTarget.current = target
        inputRef.current?.click()
      },
    }),
    [start],
  )

  useEffect(() => {
    const root = rootRef.current
    if (root === null) return
    return attachFileDrop(root, {
      // A read-only project handles the drop as well: otherwise the browser would open the file.
      onOver(isOver, target) {
        const place = target === undefined ? 'screens' : 'frame'
        setOver(isOver ? (editor.readOnly ? 'nowhere' : place) : undefined)
      },
      onDrop: (dropped, target) => void readDroppedFiles(dropped).then((incoming) => start(incoming, target)),
    })
  }, [rootRef, editor, start])

  useEffect(() => {
    const root = rootRef.current
    if (root === null || editor.readOnly) return
    return attachMediaDrop(root, (mediaId, { screenId, elementId, at }) => {
      const item = library.items.get()?.find(({ mediaIds }) => mediaIds.includes(mediaId))
      if (item === undefined) return
      if (elementId !== undefined) {
        editor.selectElements(screenId, [elementId])
        fillElement(editor, { screenId, elementId }, item)
        return
      }
      editor.selectScreen(screenId)
      const height = (0.5 * item.height) / item.width
      addPicture(editor, item, { x: at.x - 0.25, y: at.y - height / 2 })
    })
  }, [rootRef, editor, library])

  useEffect(() => {
    return attachClipboard(editor, (incoming) => start(incoming, findSelectedFrame(editor)))
  }, [editor, start])

  return (
    <CaptureDropContext value={drop}>
      {children}
      <input
        ref={inputRef}
        type="file"
        className={classes.input}
        accept={acceptedFiles}
        multiple
        tabIndex={-1}
        aria-label="Choose captures"
        data-capture-input
        onChange={(event) => {
          start(readChosenFiles(event.currentTarget.files), pickTarget.current)
          pickTarget.current = undefined
          event.currentTarget.value = ''
        }}
      />
      {over !== undefined && (
        <div className={classes.over} aria-hidden="true">
          <span className={classes.dropLabel}>{dropLabels[over]}</span>
        </div>
      )}
      <ImportPanel progress={progress} report={report} onCancel={cancel} onDismiss={dismiss} />
    </CaptureDropContext>
  )
}

/** A pasted capture is put into the selected device. */
function findSelectedFrame(editor: ReturnType<typeof useEditor>): CaptureTarget | undefined {
  const { selectedIds } = editor.ui.get()
  const screen = editor.findCurrentScreen()
  const [elementId] = selectedIds
  if (screen === undefined || elementId === undefined || selectedIds.length !== 1) return undefined
  return screen.elements[elementId]?.type === 'frame' ? { screenId: screen.id, elementId } : undefined
}
