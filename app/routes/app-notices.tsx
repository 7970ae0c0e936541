import { appNotices, type Notice } from '#app/client/notices.ts'
import { useStore } from '#app/client/use-store.ts'
import { NoticeBar } from '#app/ui/notice-bar.tsx'

const none: readonly Notice[] = []

/** What this device, or the server's answer to a form, has to say. */
export function AppNotices({ refusal }: { refusal?: string | undefined }) {
  const notices = useStore(appNotices, none)
  return (
    <>
      {refusal !== undefined && <NoticeBar tone="warning">{refusal}</NoticeBar>}
      {notices.map(({ id, tone, text }) => (
        <NoticeBar key={id} tone={tone} onDismiss={() => appNotices.dismiss(id)}>
          {text}
        </NoticeBar>
      ))}
    </>
  )
}
