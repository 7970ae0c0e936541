import { IconFrame } from '@tabler/icons-react'
import { useRef, useState } from 'react'
import controls from '../controls/controls.module.css'
import { useEditor } from '../state/use-editor.ts'
import { addOwnFrame } from './own-frame-actions.ts'

/** Chooses a picture of a frame; it becomes the device of the selection, or a new one. */
export function OwnFrameButton() {
  const editor = useEditor()
  const inputRef = useRef<HTMLInputElement>(null)
  const [message, setMessage] = useState<string>()
  const take = async (input: HTMLInputElement) => {
    const file = input.files?.[0]
    // The same file can be chosen again.
    if (file !== undefined) setMessage((await addOwnFrame(editor, file)).message)
    input.value = ''
  }
  return (
    <>
      <button
        type="button"
        className={controls.button}
        disabled={editor.readOnly}
        onClick={() => inputRef.current?.click()}
      >
        <IconFrame size={16} stroke={1.5} aria-hidden /> Frame of your own…
      </button>
      <input
        ref={inputRef}
        type="file"
        hidden
        aria-label="Picture of a frame"
        accept="image/png,image/webp"
        onChange={(event) => void take(event.currentTarget)}
      />
      <p className={controls.note} role="status">
        {message ?? 'A PNG whose screen is transparent. It stays in your media library.'}
      </p>
    </>
  )
}
