import { useObservable } from '#app/observable/use-observable.ts'
import { definePart } from '#app/ui/lazy-part.tsx'
import { useEditor } from '../state/use-editor.ts'
import { MenuButton } from './menu-button.tsx'
import classes from './top-bar.module.css'

const menuItems = definePart(async () => (await import('./zoom-menu-items.tsx')).ZoomMenuItems)

export function ZoomMenu() {
  const { stageState } = useEditor()
  const scale = useObservable(stageState.scale)
  const percent = `${Math.round(scale * 100)} %`
  return (
    <MenuButton label={`Zoom: ${percent}`} kind="menu" overlay={menuItems} overlayProps={{}}>
      <span className={classes.zoom}>{percent}</span>
    </MenuButton>
  )
}
