import { useRef, useState } from 'react'
import { pickTextColour } from '#app/document/catalogue/text-colour.ts'
import { keepKinds } from '#app/document/edits/keep-kinds.ts'
import type { MediaId } from '#app/document/model/ids.ts'
import { rememberMediaNames } from '#app/document/model/media-names.ts'
import type { Background } from '#app/document/model/schema.ts'
import { MediaBrowser } from '#app/media-library/media-browser.tsx'
import { useMediaLibrary } from '#app/media-library/media-library-provider.tsx'
import { useObservable } from '#app/observable/use-observable.ts'
import controls from '../controls/controls.module.css'
import { useEditor } from '../state/use-editor.ts'
import type { BackgroundTarget } from './background-target.ts'

/** Chooses the picture of a background: a new file, or one of the library. */
export function PictureChoice({ target, onChosen }: { target: BackgroundTarget; onChosen: () => void }) {
  const editor = useEditor()
  const library = useMediaLibrary()
  const items = useObservable(library.items) ?? []
  const inputRef = useRef<HTMLInputElement>(null)
  const [problem, setProblem] = useState<string>()

  const choose = (mediaId: MediaId, name: string) => {
    target.commit(withPicture(target.background, mediaId), 'Use picture as background', (project) =>
      rememberMediaNames(project, [{ mediaId, name }]),
    )
    onChosen()
  }
  const take = async (file: File | undefined) => {
    if (file === undefined) return
    const [result] = await editor.session.media.importFiles([file], {})
    if (result?.kind === 'imported') choose(result.mediaId, result.fileName)
    if (result?.kind === 'refused') setProblem(result.message)
  }
  return (
    <>
      <p className={controls.note}>Choose a picture for the background.</p>
      <button type="button" className={controls.button} onClick={() => inputRef.current?.click()}>
        Choose a file…
      </button>
      <input
        ref={inputRef}
        type="file"
        hidden
        aria-label="Picture for the background"
        accept="image/png,image/jpeg,image/webp,image/gif"
        onChange={(event) => void take(event.currentTarget.files?.[0])}
      />
      {problem !== undefined && (
        <p className={controls.note} role="alert">
          {problem}
        </p>
      )}
      {items.length > 0 && (
        <MediaBrowser
          items={items}
          density="panel"
          query=""
          onClearQuery={() => undefined}
          onUse={(item) => choose(item.mediaId, item.fileName)}
          empty={null}
        />
      )}
    </>
  )
}

function withPicture(background: Background, media: MediaId): Background {
  if (background.type === 'image') return { ...background, media }
  const colour = pickTextColour(background) === '#ffffff' ? '#17181b' : '#f2f3f5'
  return keepKinds(background, { type: 'image', media, fit: 'cover', colour })
}
