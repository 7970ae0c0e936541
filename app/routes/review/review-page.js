// Without it everything works by links and forms; with it the page stays where it is.
{
  const language = navigator.language

  /** Times in the reader's own zone. */
  const nameTimes = (root) => {
    for (const time of root.querySelectorAll('time[datetime]'))
      time.textContent = new Date(time.dateTime).toLocaleString(language, {
        dateStyle: 'long',
        timeStyle: 'short',
      })
  }

  /** A name or a note that is not sent yet stays in its field. */
  const keepTyped = (before, main) => {
    const name = [...before.querySelectorAll('input[name="name"]')].find(({ value }) => value !== '')?.value
    for (const field of main.querySelectorAll('input[name="name"]'))
      if (name !== undefined) field.value = name
    const note = main.querySelector('.verdict textarea')
    if (note !== null) note.value = before.querySelector('.verdict textarea')?.value ?? ''
  }

  /** The same page that a link or form would open, without a jump to its top. */
  const show = async (url) => {
    try {
      const response = await fetch(url, { headers: { accept: 'text/html' } })
      const main = new DOMParser().parseFromString(await response.text(), 'text/html').querySelector('main')
      if (!response.ok || main === null) throw new Error(`answered ${response.status}`)
      nameTimes(main)
      const before = document.querySelector('main')
      keepTyped(before, main)
      before.replaceWith(main)
      history.replaceState(null, '', url)
      const form = main.querySelector('#comment')
      form?.scrollIntoView({ block: 'nearest' })
      form?.querySelector('textarea')?.focus({ preventScroll: true })
    } catch {
      location.assign(url)
    }
  }

  document.addEventListener('click', (event) => {
    if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return
    const link = event.target.closest('a[data-in-place]')
    const place = event.target.closest('input[type="image"]')
    if (link === null && place === null) return
    event.preventDefault()
    if (link !== null) return void show(link.href)
    const url = new URL(place.form.action)
    for (const [name, value] of new FormData(place.form)) url.searchParams.set(name, value)
    // A key has no place.
    const isPress = event.detail === 0
    url.searchParams.set(`${place.name}.x`, isPress ? 0 : Math.round(event.offsetX))
    url.searchParams.set(`${place.name}.y`, isPress ? 0 : Math.round(event.offsetY))
    void show(url.href)
  })

  // One comment, however often the button is pressed; but not none after "Back".
  let isSent = false
  document.addEventListener('submit', (event) => {
    if (isSent) event.preventDefault()
    isSent = event.submitter?.form.method === 'post'
  })
  addEventListener('pageshow', () => {
    isSent = false
  })

  nameTimes(document)
}
