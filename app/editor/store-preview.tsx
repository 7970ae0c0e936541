import { Modal } from '@mantine/core'
import { findCanvasSize } from '#app/document/catalogue/canvas-sizes.ts'
import type { ScreenId } from '#app/document/model/ids.ts'
import { useReturnFocus } from '#app/ui/use-return-focus.ts'
import { ScreenPicture } from './history/screen-picture.tsx'
import { useProject, useScreen, useScreenIds, useUi } from './state/use-editor.ts'
import classes from './store-preview.module.css'

/** The row of screens as on the store's page: no handles, no controls, the store's gaps and corners. */
export function StorePreview({ onClose }: { onClose: () => void }) {
  useReturnFocus()
  const canvasSizeId = useUi((ui) => ui.canvasSizeId)
  const name = useProject((project) => project.name)
  const screenIds = useScreenIds(canvasSizeId)
  const store = findCanvasSize(canvasSizeId)?.store ?? 'app-store'
  return (
    <Modal opened onClose={onClose} fullScreen title="Preview" classNames={{ body: classes.body ?? '' }}>
      <div className={classes.page}>
        <header className={classes.listing}>
          <span className={classes.icon} aria-hidden="true">
            {[...name][0]?.toUpperCase()}
          </span>
          <div>
            <h2 translate="no">{name}</h2>
            <p>
              {store === 'app-store' ? 'App Store' : 'Google Play'} · {findCanvasSize(canvasSizeId)?.name}
            </p>
          </div>
        </header>
        <ol
          className={classes.row}
          data-store={store}
          aria-label="Screens"
          // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, and the arrow keys must reach it
          tabIndex={0}
        >
          {screenIds.map((id, index) => (
            <Shot key={id} screenId={id} number={index + 1} />
          ))}
        </ol>
        {screenIds.length === 0 && <p className={classes.none}>No screens yet, so the listing shows none.</p>}
      </div>
    </Modal>
  )
}

function Shot({ screenId, number }: { screenId: ScreenId; number: number }) {
  const canvasSizeId = useUi((ui) => ui.canvasSizeId)
  const screen = useScreen(canvasSizeId, screenId)
  if (screen === undefined) return null
  return (
    <li aria-label={`${number}: ${screen.name}`}>
      <ScreenPicture
        screen={screen}
        widthPx={screen.orientation === 'portrait' ? 264 : 480}
        className={classes.shot}
      />
    </li>
  )
}
