import { createContext, use } from 'react'
import type { ElementId, ScreenId } from '#app/document/model/ids.ts'
import type { Incoming } from '#app/media/incoming-files.ts'

/** Target of dropped or chosen pictures; absent: new screens. */
export type CaptureTarget = { screenId: ScreenId; elementId?: ElementId }

/** Where a dropped or pasted file goes that is a picture rather than a capture. */
export type PicturePlace = {
  screenId: ScreenId
  /** Its middle, in widths of the canvas; absent: the middle of the screen. */
  at?: { x: number; y: number }
}

/** How files came that nobody has chosen as captures; a drop with its point in the window. */
export type FileOrigin = { at?: { x: number; y: number } }

export interface CaptureDrop {
  /** Opens the system's file dialog. */
  pick(target?: CaptureTarget): void
  /** Opens the system's dialog for a folder. */
  pickFolder(): void
  importFiles(incoming: Incoming, target?: CaptureTarget): void
}

export const CaptureDropContext = createContext<CaptureDrop | undefined>(undefined)

export function useCaptureDrop(): CaptureDrop {
  const drop = use(CaptureDropContext)
  if (drop === undefined) throw new Error('useCaptureDrop needs a CaptureDropContext around it.')
  return drop
}
