import type { ElementId } from '#app/document/model/ids.ts'
import type { Screen } from '#app/document/model/schema.ts'
import { readLink } from '#app/document/model/screen-link.ts'
import { isOwnElement } from '#app/document/resolve/apply-overrides.ts'
import classes from './layers.module.css'

/** A dot on what a linked size changes, a ring on what it alone has. */
export function LinkMark({ screen, elementId }: { screen: Screen; elementId: ElementId }) {
  const override: unknown = readLink(screen)?.overrides.elements?.[elementId]
  if (override === undefined) return null
  const isOwn = isOwnElement(override)
  const label = isOwn ? '(only in this size)' : '(other than its master)'
  return <span className={classes.linkMark} data-own={isOwn || undefined} role="img" aria-label={label} />
}
