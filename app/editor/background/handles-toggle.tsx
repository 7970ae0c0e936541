import { IconArrowsMove } from '@tabler/icons-react'
import { useEffect } from 'react'
import { useObservable } from '#app/observable/use-observable.ts'
import controls from '../controls/controls.module.css'
import { useEditor } from '../state/use-editor.ts'

/** Shows the places of the background's colours, or of its picture, on the stage while these controls are open. */
export function HandlesToggle() {
  const { backgroundHandles } = useEditor().stageState
  const isOn = useObservable(backgroundHandles)
  useEffect(() => () => backgroundHandles.set(false), [backgroundHandles])
  return (
    <button
      type="button"
      className={controls.button}
      aria-pressed={isOn}
      onClick={() => backgroundHandles.set(!isOn)}
    >
      <IconArrowsMove size={15} stroke={1.5} aria-hidden /> {isOn ? 'Done on the stage' : 'Drag on the stage'}
    </button>
  )
}
