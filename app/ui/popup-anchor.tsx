import type { CSSProperties, Ref } from 'react'

/**
 * The place of a menu or popover that another control opened, as child of its `Target`. It takes nothing but the place:
 * that the popup is open is said by the control itself.
 */
export function PopupAnchor({
  ref,
  className,
  style,
}: {
  ref?: Ref<HTMLSpanElement>
  className?: string | undefined
  style?: CSSProperties
}) {
  return <span ref={ref} className={className} style={style} />
}
