import { Button } from '@mantine/core'
import { useEffect } from 'react'
import { useFetcher } from 'react-router'
import type { OpenResult } from '#app/client/session/session-opener.ts'
import { ErrorPage } from '#app/ui/error-page.tsx'

type Unopened = Exclude<OpenResult, { kind: 'ok' }>

/** Why there is no editor, and the remedies. */
export function UnopenedProject({ opened }: { opened: Unopened }) {
  switch (opened.kind) {
    case 'missing':
      return (
        <ErrorPage title="This project is not on this device">
          It may belong to another account, or not have arrived yet: sign in and go online, and it opens here.
          Your other projects are all in the list.
        </ErrorPage>
      )
    case 'deleted':
      return (
        <ErrorPage title={`“${opened.name}” was deleted`}>
          Nothing is lost yet: it can be brought back as it was. <Restore />
        </ErrorPage>
      )
    case 'unreadable':
      return (
        <ErrorPage title={`“${opened.name}” cannot be opened here`} canReload>
          {opened.reason}{' '}
          <Button variant="default" onClick={() => saveRaw(opened.name, opened.raw)}>
            Download what is stored
          </Button>
        </ErrorPage>
      )
  }
}

function Restore() {
  const fetcher = useFetcher()
  const isBack = fetcher.data !== undefined
  useEffect(() => {
    // A whole load: the route keeps what it once opened.
    if (isBack) location.reload()
  }, [isBack])
  return (
    <Button
      loading={fetcher.state !== 'idle' || isBack}
      onClick={() => void fetcher.submit({ intent: 'undelete' }, { method: 'post' })}
    >
      Bring it back
    </Button>
  )
}

function saveRaw(name: string, raw: unknown): void {
  const text = JSON.stringify(raw, null, 2) ?? ''
  const url = URL.createObjectURL(new Blob([text], { type: 'application/json' }))
  const link = document.createElement('a')
  link.href = url
  link.download = `${name.replace(/[\\/:*?"<>|]/g, '-')}.appframes.json`
  link.click()
  setTimeout(() => URL.revokeObjectURL(url), 60_000)
}
