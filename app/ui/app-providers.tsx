import { MantineProvider } from '@mantine/core'
import { Notifications } from '@mantine/notifications'
import type { ReactNode } from 'react'
import { resolveCssVariables, theme } from './theme.ts'

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
      <Notifications
        position="bottom-center"
        containerWidth={440}
        limit={3}
        transitionDuration={160}
        zIndex={400}
      />
    </MantineProvider>
  )
}
