import { useContext, useEffect } from 'react'
import { tabIdsKey } from '#app/client/session/tab-id.ts'
import { NonceContext } from '#app/ui/nonce-context.ts'

/** Before the scripts: a form sent in between is kept for them, because the server has no projects of a device. */
const markFirstVisit = `try {
  if (localStorage.getItem('${tabIdsKey}') === null) {
    const page = document.documentElement
    page.dataset.firstVisit = 'early'
    addEventListener('submit', (event) => {
      if (page.dataset.firstVisit !== 'early') return
      event.preventDefault()
      event.stopImmediatePropagation()
      if (event.submitter) event.submitter.dataset.pressed = ''
    }, true)
    // A file that is let go too early must not replace the page.
    for (const type of ['dragover', 'drop'])
      addEventListener(type, (event) => page.dataset.firstVisit === 'early' && event.preventDefault())
  }
} catch {}`

/**
 * Marks the page of a browser that was never here: it has no projects to wait for, so the styles show the first visit at its first
 * paint, and a button that is pressed before the app has taken over works as soon as it has.
 */
export function FirstVisitMark() {
  const nonce = useContext(NonceContext)
  useEffect(() => {
    const { dataset } = document.documentElement
    if (dataset.firstVisit !== 'early') return
    dataset.firstVisit = 'taken'
    const pressed = document.querySelector<HTMLButtonElement>('[data-pressed]')
    pressed?.removeAttribute('data-pressed')
    pressed?.click()
  }, [])
  return (
    <script
      {...(nonce === undefined ? {} : { nonce })}
      suppressHydrationWarning
      // biome-ignore lint/security/noDangerouslySetInnerHtml: a constant of this file
      dangerouslySetInnerHTML={{ __html: markFirstVisit }}
    />
  )
}
