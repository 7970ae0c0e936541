import { LogoMark } from './logo.tsx'
import classes from './page-skeleton.module.css'

const tiles = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h']

/**
 * Shown while the app starts without a server: the list's outlines, no spinner. It is the same at every URL, so it has
 * no data and no hooks. Shown after 150 ms, since a warm start is faster than that.
 */
export function PageSkeleton() {
  return (
    <div aria-busy="true">
      <header className={classes.header}>
        <LogoMark />
        AppFrames
      </header>
      <main className={`${classes.main} ${classes.appear}`} aria-label="Opening AppFrames">
        <div className={classes.title} />
        <div className={classes.grid} aria-hidden="true">
          {tiles.map((tile) => (
            <div key={tile}>
              <div className={classes.tile} />
              <div className={classes.name} />
              <div className={classes.meta} />
            </div>
          ))}
        </div>
      </main>
    </div>
  )
}
