import { Button } from '@mantine/core'
import { IconFingerprint } from '@tabler/icons-react'
import { useState } from 'react'
import { useHydrated } from '#app/ui/use-hydrated.ts'
import classes from './auth-card.module.css'

type SignInResult = { kind: 'done' } | { kind: 'cancelled' } | { kind: 'failed'; message: string }

/** Nothing until the browser is known to support passkeys: it needs JavaScript. */
export function PasskeyButton({ onSignIn }: { onSignIn: () => Promise<SignInResult> }) {
  const hydrated = useHydrated()
  const [isBusy, setIsBusy] = useState(false)
  const [problem, setProblem] = useState<string>()
  if (!hydrated || typeof window.PublicKeyCredential !== 'function') return null

  async function signIn() {
    setIsBusy(true)
    const result = await onSignIn()
    // Signed in: the page is on its way out, and the button stays busy until it is gone.
    if (result.kind === 'done') return
    setIsBusy(false)
    setProblem(result.kind === 'failed' ? result.message : undefined)
  }

  return (
    <>
      <Button
        variant="default"
        size="md"
        fullWidth
        loading={isBusy}
        leftSection={<IconFingerprint size={18} stroke={1.75} />}
        onClick={() => void signIn()}
      >
        Sign in with a passkey
      </Button>
      {problem && (
        <div className={classes.error} role="alert">
          {problem}
        </div>
      )}
    </>
  )
}
