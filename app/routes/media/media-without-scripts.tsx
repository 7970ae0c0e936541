import { Link } from 'react-router'
import { PageSkeleton } from '#app/ui/page-skeleton.tsx'
import classes from '../project/route.module.css'

/** The media page without scripts: media are edited in the browser, so there is only the way back. */
export function MediaWithoutScripts() {
  return (
    <>
      <noscript>
        <main style={{ padding: 32 }}>
          <h1>Media</h1>
          <p>
            Pictures and videos are checked and kept by your browser, which needs JavaScript for it. Turn it
            on and load this page again, or go back to <Link to="/">your projects</Link>.
          </p>
        </main>
      </noscript>
      <div className={classes.onlyWithScripts}>
        <PageSkeleton />
      </div>
    </>
  )
}
