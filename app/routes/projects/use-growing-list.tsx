import { startTransition, useCallback, useEffect, useState } from 'react'
import { useNear } from '#app/ui/use-near.ts'
import classes from './projects-page.module.css'

/** About two windows full: what a page with hundreds of projects must draw before it can be used. */
const stepCount = 48

/** The scroll position in this tab: coming back from a project shows the same place. */
let reachedCount = stepCount

/** A long list, drawn as far as it is scrolled: `more` stands at its end and lets it grow when it comes near the window. */
export function useGrowingList<Item>(items: readonly Item[]) {
  const [count, setCount] = useState(reachedCount)

  // In slices, so that the page stays free.
  const grow = useCallback(() => startTransition(() => setCount((reached) => reached + stepCount)), [])
  useEffect(() => {
    reachedCount = count
  }, [count])

  const rest = items.slice(count)
  return {
    first: items.slice(0, count),
    rest,
    more: rest.length > 0 && <GrowingEnd key={count} onNear={grow} />,
  }
}

function GrowingEnd({ onNear }: { onNear: () => void }) {
  const { ref, isNear } = useNear<HTMLLIElement>()
  useEffect(() => {
    if (isNear) onNear()
  }, [isNear, onNear])
  return <li ref={ref} className={classes.growingEnd} aria-hidden="true" />
}
