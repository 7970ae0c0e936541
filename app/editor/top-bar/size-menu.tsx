import { definePart } from '#app/ui/lazy-part.tsx'
import { nameSize } from '../actions/name-size.ts'
import { findCanvasPx } from '../state/canvas-px.ts'
import { useUi } from '../state/use-editor.ts'
import { MenuButton } from './menu-button.tsx'
import classes from './top-bar.module.css'

const sizeList = definePart(async () => (await import('./size-list.tsx')).SizeList)

/** The slot and store being designed; a new one follows the project's master. */
export function SizeMenu() {
  const canvasSizeId = useUi((ui) => ui.canvasSizeId)
  const { widthPx, heightPx } = findCanvasPx(canvasSizeId, 'portrait')
  return (
    <MenuButton
      label={`Size: ${nameSize(canvasSizeId)}, ${widthPx} × ${heightPx} pixels`}
      kind="dialog"
      overlay={sizeList}
      overlayProps={{}}
    >
      <span className={classes.menuText}>{nameSize(canvasSizeId)}</span>
      <span className={classes.menuDetail}>
        {widthPx} × {heightPx}
      </span>
    </MenuButton>
  )
}
