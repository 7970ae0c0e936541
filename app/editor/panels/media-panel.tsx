import { SegmentedControl, Switch } from '@mantine/core'
import { IconFolderPlus, IconPhotoPlus } from '@tabler/icons-react'
import { useCallback, useMemo, useState } from 'react'
import { Link } from 'react-router'
import { listProjectMedia } from '#app/document/model/project-media.ts'
import { MediaBrowser } from '#app/media-library/media-browser.tsx'
import type { MediaItem } from '#app/media-library/media-library.ts'
import { useMediaLibrary } from '#app/media-library/media-library-provider.tsx'
import { useObservable } from '#app/observable/use-observable.ts'
import { placeMedia } from '../actions/media-actions.ts'
import { useCaptureDrop } from '../capture-drop/capture-drop-context.ts'
import controls from '../controls/controls.module.css'
import type { EditorController } from '../state/editor-controller.ts'
import { useEditor, useProject, useSelectedElements } from '../state/use-editor.ts'
import classes from './panels.module.css'

type Scope = 'project' | 'library'

/** The files of this project, or of the whole library. A click or a drag puts one on the stage. */
export function MediaPanel() {
  const editor = useEditor()
  const drop = useCaptureDrop()
  const library = useMediaLibrary()
  const items = useObservable(library.items)
  const [scope, setScope] = useState<Scope>('project')
  const [query, setQuery] = useState('')
  const screensByCanvasSize = useProject((project) => project.screensByCanvasSize)
  const sharedBackgrounds = useProject((project) => project.sharedBackgrounds)
  const used = useMemo(
    () => new Set(listProjectMedia({ screensByCanvasSize, sharedBackgrounds })),
    [screensByCanvasSize, sharedBackgrounds],
  )
  const selected = useSelectedElements()
  const intoDevice = selected.length === 1 && holdsMedia(selected[0]?.element.type)
  const shown = useMemo(() => {
    if (scope === 'library') return items ?? []
    return (items ?? []).filter(({ mediaIds }) => mediaIds.some((id) => used.has(id)))
  }, [items, scope, used])
  const use = useCallback((item: MediaItem) => void applyItem(editor, item), [editor])

  return (
    <>
      <div className={classes.mediaHead}>
        <SegmentedControl
          fullWidth
          size="xs"
          aria-label="Which files"
          value={scope}
          onChange={(next) => setScope(next === 'library' ? 'library' : 'project')}
          data={[
            { value: 'project', label: 'This project' },
            { value: 'library', label: 'Library' },
          ]}
        />
        {!editor.readOnly && (
          <div className={classes.mediaAdd}>
            <button type="button" className={controls.button} onClick={() => drop.pick()}>
              <IconPhotoPlus size={16} stroke={1.5} aria-hidden /> Add captures
            </button>
            <button type="button" className={controls.button} onClick={() => drop.pickFolder()}>
              <IconFolderPlus size={16} stroke={1.5} aria-hidden /> Add folder
            </button>
          </div>
        )}
        {scope === 'library' && shown.length > 0 && (
          <input
            type="search"
            className={classes.mediaSearch}
            aria-label="Search files"
            placeholder="Search"
            value={query}
            onChange={(event) => setQuery(event.currentTarget.value)}
          />
        )}
      </div>
      {shown.length > 0 && !editor.readOnly && (
        <p className={classes.hint}>
          {intoDevice
            ? 'Choose the capture for the selected element, or drag one to another.'
            : 'Choose one to add it as a picture, or drag it onto a device.'}
        </p>
      )}
      <MediaBrowser
        key={scope}
        items={shown}
        density="panel"
        query={scope === 'library' ? query : ''}
        onClearQuery={() => setQuery('')}
        {...(editor.readOnly ? {} : { onUse: use })}
        empty={
          <p className={classes.note}>
            {scope === 'project' ? 'No captures yet.' : 'Your library is empty.'} Drop pictures or videos
            anywhere, paste them, or add them here.
          </p>
        }
      />
      {scope === 'library' && shown.length > 0 && (
        <Link to="/media" className={classes.mediaLink}>
          Open the media page
        </Link>
      )}
      {library.isSignedIn && scope === 'project' && shown.length > 0 && <KeepOffline />}
    </>
  )
}

function KeepOffline() {
  const library = useMediaLibrary()
  const { projectId } = useEditor().session
  const isKept = useObservable(library.offlineProjects).has(projectId)
  return (
    <div className={classes.keepOffline}>
      <Switch
        size="sm"
        label="Keep everything offline"
        description="All originals of this project stay on this device."
        checked={isKept}
        onChange={(event) => void library.setOffline(projectId, event.currentTarget.checked)}
      />
    </div>
  )
}

/** A font is for the selected text, everything else for the stage. */
async function applyItem(editor: EditorController, item: MediaItem): Promise<void> {
  if (item.fileType !== 'font') return placeMedia(editor, item)
  const { applyFont } = await import('../actions/font-actions.ts')
  applyFont(editor, item)
}

const holdsMedia = (type: string | undefined) => type === 'frame' || type === 'image'
