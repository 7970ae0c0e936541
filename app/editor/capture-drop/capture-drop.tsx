import {
  type ReactNode,
  type RefObject,
  useCallback,
  useEffect,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from 'react'
import { isArchiveName } from '#app/archive/archive-file-name.ts'
import { type Incoming, readChosenFiles, readDroppedFiles } from '#app/media/incoming-files.ts'
import { acceptedFiles } from '#app/media-library/accepted-files.ts'
import { ImportStatus } from '#app/media-library/import-status.tsx'
import { useMediaLibrary } from '#app/media-library/media-library-provider.tsx'
import { definePart, LazyPart } from '#app/ui/lazy-part.tsx'
import { attachClipboard } from '../clipboard/attach-clipboard.ts'
import { useEditor } from '../state/use-editor.ts'
import { attachFileDrop } from './attach-file-drop.ts'
import classes from './capture-drop.module.css'
import {
  CaptureDropContext,
  type CaptureTarget,
  type CaptureDrop as Drop,
  type FileOrigin,
} from './capture-drop-context.ts'
import { useCaptureImport } from './use-capture-import.ts'

const intakeDialog = definePart(
  async () => (await import('#app/intake/dialog/intake-dialog.tsx')).IntakeDialog,
)

/** React has no property for it. */
const folderProps = { webkitdirectory: '' }

const dropLabels = {
  frame: 'Replace the capture of this device',
  frameFirst: 'Put the first capture into this device, and the others on further screens',
  image: 'Replace this picture',
  screens: 'Drop to add a screen for each capture, or a picture',
  nowhere: 'This project can only be looked at: nothing can be added',
} as const

/** Imports captures by drop, paste or file dialog, anywhere in the editor. */
export function CaptureDrop({
  rootRef,
  onDropArchives,
  children,
}: {
  rootRef: RefObject<HTMLElement | null>
  /** Project files among what was dropped. */
  onDropArchives: ((files: readonly File[]) => void) | undefined
  children: ReactNode
}) {
  const editor = useEditor()
  const library = useMediaLibrary()
  const takeArchives = useCallback((files: readonly File[]) => onDropArchives?.(files), [onDropArchives])
  const { importFiles, status, openReview } = useCaptureImport(editor, takeArchives)
  const [over, setOver] = useState<keyof typeof dropLabels>()
  const inputRef = useRef<HTMLInputElement>(null)
  const folderRef = useRef<HTMLInputElement>(null)
  const pickTarget = useRef<CaptureTarget>(undefined)

  const start = useCallback(
    (incoming: Incoming, target?: CaptureTarget, origin?: FileOrigin) =>
      void importFiles(incoming, target, origin),
    [importFiles],
  )
  const drop = useMemo<Drop>(
    () => ({
      importFiles: start,
      pickFolder() {
        folderRef.current?.click()
      },
      pick(target) {
        pickTarget.current = target
        inputRef.current?.click()
      },
    }),
    [start],
  )

  // The root is not there yet in a layout effect of a child.
  useEffect(() => {
    const root = rootRef.current
    if (root === null) return
    return attachFileDrop(root, {
      // A read-only project handles the drop as well: otherwise the browser would open the file.
      onOver(isOver, kind) {
        setOver(isOver ? (editor.readOnly ? 'nowhere' : kind) : undefined)
      },
      async onDrop(dropped, target, origin) {
        const { files, unreadable } = await readDroppedFiles(dropped)
        const archives = files.map(({ file }) => file).filter(({ name }) => isArchiveName(name))
        if (archives.length > 0) onDropArchives?.(archives)
        start({ files: files.filter(({ file }) => !archives.includes(file)), unreadable }, target, origin)
      },
    })
  }, [rootRef, editor, start, onDropArchives])

  useEffect(() => {
    const root = rootRef.current
    if (root === null || editor.readOnly) return
    let detach: (() => void) | undefined
    let isClosed = false
    // Tiles can be dragged only once their panel is open.
    import('./attach-media-drop.ts').then(
      ({ attachMediaDrop }) => {
        if (!isClosed) detach = attachMediaDrop(root, editor, library)
      },
      (error: unknown) => console.warn('Drags from the library could not be fetched.', error),
    )
    return () => {
      isClosed = true
      detach?.()
    }
  }, [rootRef, editor, library])

  useLayoutEffect(() => {
    return attachClipboard(editor, (incoming) => start(incoming, findSelectedTarget(editor), {}))
  }, [editor, start])

  return (
    <CaptureDropContext value={drop}>
      {children}
      {openReview !== undefined && (
        <LazyPart
          part={intakeDialog}
          props={{
            review: openReview.review,
            onApply: openReview.settle,
            onClose: () => openReview.settle(undefined),
          }}
        />
      )}
      <input
        ref={folderRef}
        type="file"
        hidden
        multiple
        aria-label="Choose a folder of captures"
        data-folder-input
        {...folderProps}
        onChange={(event) => {
          start(readChosenFiles(event.currentTarget.files))
          event.currentTarget.value = ''
        }}
      />
      <input
        ref={inputRef}
        type="file"
        hidden
        accept={`${acceptedFiles},.zip`}
        multiple
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
      <ImportStatus
        {...status}
        nameProgress={({ done, total }) =>
          total === 1 ? 'Adding a capture…' : `Adding captures: ${done} of ${total}`
        }
        label="Captures added"
        className={classes.panelPlace}
      />
    </CaptureDropContext>
  )
}

/** A pasted capture or picture is put into the selected device or picture. */
function findSelectedTarget(editor: ReturnType<typeof useEditor>): CaptureTarget | undefined {
  const { selectedIds } = editor.ui.get()
  const screen = editor.findCurrentScreen()
  const [elementId] = selectedIds
  if (screen === undefined || elementId === undefined || selectedIds.length !== 1) return undefined
  const element = screen.elements[elementId]
  const takesIt = element?.type === 'frame' || (element?.type === 'image' && !element.locked)
  return takesIt ? { screenId: screen.id, elementId } : undefined
}
