import type { CanvasStore } from '#app/document/catalogue/canvas-size-table.ts'
import type { CanvasSizeId, Locale } from '#app/document/model/ids.ts'
import type { Project } from '#app/document/model/schema.ts'
import { findPreviewSize, findSingle, type PreviewDevice, type PreviewPlace } from './preview-choices.ts'
import { measures } from './preview-measures.ts'
import { Shots, Single } from './shots.tsx'
import classes from './store-preview.module.css'

export type ListingView = {
  store: CanvasStore
  device: PreviewDevice
  place: PreviewPlace
  theme: 'light' | 'dark'
  locale: Locale
  /** The size that is open in the editor. */
  open: CanvasSizeId
}

const headerSizes = ['apple-header', 'apple-universal']
const searchSizes = ['apple-search-result', 'apple-universal']

/**
 * The app in a store's search or on its own page, in the sizes and gaps of the store. Drawn by us: names and marks of the stores
 * are words, and texts that a project does not have are bars.
 */
export function Listing({ project, view }: { project: Project; view: ListingView }) {
  const { store, device, place, theme, locale } = view
  const canvasSizeId = findPreviewSize(project, view)
  const measure = measures[store][device][place]
  const single =
    store === 'app-store' ? findSingle(project, place === 'page' ? headerSizes : searchSizes) : undefined
  const shows = { project, locale }
  return (
    <article
      className={classes.listing}
      data-theme={theme}
      data-store={store}
      data-place={place}
      style={{ width: measure.page }}
      aria-label={place === 'search' ? 'Search' : 'Page of the app'}
    >
      {place === 'search' && <div className={classes.field} style={{ marginInline: measure.margin }} />}
      {single !== undefined && place === 'page' && (
        <Single shown={{ ...shows, canvasSizeId: single }} widthPx={measure.page} radius={0} />
      )}
      <AppRow project={project} view={view} margin={measure.margin} />
      {single !== undefined && place === 'search' ? (
        <div style={{ paddingInline: measure.margin }}>
          <Single
            shown={{ ...shows, canvasSizeId: single }}
            widthPx={measure.page - 2 * measure.margin}
            radius={16}
          />
        </div>
      ) : (
        <Pictures shown={shows} canvasSizeId={canvasSizeId} view={view} />
      )}
      {place === 'page' && <Bars margin={measure.margin} />}
    </article>
  )
}

type PicturesProps = {
  shown: { project: Project; locale: Locale }
  canvasSizeId: CanvasSizeId | undefined
  view: ListingView
}

function Pictures({ shown, canvasSizeId, view: { store, device, place } }: PicturesProps) {
  if (canvasSizeId === undefined)
    return (
      <p className={classes.none} style={{ paddingInline: measures[store][device][place].margin }}>
        This project has no {device} size for {store === 'app-store' ? 'the App Store' : 'Google Play'}.
      </p>
    )
  return <Shots shown={{ ...shown, canvasSizeId }} measures={measures[store][device][place]} />
}

function AppRow({ project, view, margin }: { project: Project; view: ListingView; margin: number }) {
  const { store, place, locale } = view
  const sizePx = place === 'page' ? (store === 'app-store' ? 118 : 72) : store === 'app-store' ? 60 : 56
  const icon = findSingle(project, ['play-icon'])
  const radius = sizePx * (store === 'app-store' ? 0.225 : 0.2)
  return (
    <header className={classes.app} style={{ paddingInline: margin }}>
      {icon === undefined ? (
        <span
          className={classes.icon}
          style={{ width: sizePx, height: sizePx, borderRadius: radius, fontSize: sizePx * 0.42 }}
          aria-hidden="true"
        >
          {[...project.name][0]?.toUpperCase()}
        </span>
      ) : (
        <Single shown={{ project, locale, canvasSizeId: icon }} widthPx={sizePx} radius={radius} />
      )}
      <div className={classes.names}>
        <h2 translate="no" dir="auto">
          {project.name}
        </h2>
        <span className={classes.bar} style={{ width: '62%' }} />
        {store === 'google-play' && <span className={classes.bar} style={{ width: '38%' }} />}
        {store === 'app-store' && place === 'page' && <span className={classes.get}>Get</span>}
      </div>
      {store === 'app-store' && place === 'search' && <span className={classes.get}>Get</span>}
      {store === 'google-play' && <span className={classes.get}>Install</span>}
    </header>
  )
}

/** The description. */
function Bars({ margin }: { margin: number }) {
  return (
    <div className={classes.bars} style={{ paddingInline: margin }} aria-hidden="true">
      {['96%', '88%', '92%', '54%'].map((width) => (
        <span key={width} className={classes.bar} style={{ width }} />
      ))}
    </div>
  )
}
