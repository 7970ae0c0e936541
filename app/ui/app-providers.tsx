import { MantineProvider } from '@mantine/core'
import type { ReactNode } from 'react'
import { resolveCssVariables, theme } from './theme.ts'
import { ToastsPlace } from './toasts-place.tsx'

/** `styleNonce`: the CSP nonce of this response, when there is one. */
export function AppProviders({
  children,
  styleNonce,
}: {
  children: ReactNode
  styleNonce?: string | undefined
}) {
  return (
    <MantineProvider
      theme={theme}
      cssVariablesResolver={resolveCssVariables}
      defaultColorScheme="auto"
      {...(styleNonce === undefined ? {} : { getStyleNonce: () => styleNonce })}
    >
      {children}
      <ToastsPlace />
    </MantineProvider>
  )
}
