import type { CanvasSizeId } from '../model/ids.ts'
import type { Orientation, Screen } from '../model/schema.ts'
import type { MeasureHeight } from './estimate-text-height.ts'
import { layOutScreen } from './lay-out-screen.ts'

type TurnOptions = { orientation: Orientation; measureHeight?: MeasureHeight | undefined }

export function turnScreen(screen: Screen, canvasSizeId: CanvasSizeId, options: TurnOptions): Screen {
  const { orientation, measureHeight } = options
  if (screen.orientation === orientation) return screen
  return layOutScreen(screen, {
    from: { canvasSizeId, orientation: screen.orientation },
    to: { canvasSizeId, orientation },
    ...(measureHeight === undefined ? {} : { measureHeight }),
  })
}
