import '@fontsource-variable/inter/index.css'
import '#app/ui/mantine-styles.ts'
import '#app/ui/global.css'
import { ColorSchemeScript, mantineHtmlProps } from '@mantine/core'
import { type ReactNode, useContext } from 'react'
import {
  isRouteErrorResponse,
  Links,
  Meta,
  Outlet,
  Scripts,
  ScrollRestoration,
  useRouteError,
} from 'react-router'
import { getUpdateStore } from '#app/client/updates/register-service-worker.ts'
import { AppProviders } from '#app/ui/app-providers.tsx'
import { CrashPage, NotFoundPage } from '#app/ui/error-page.tsx'
import { guardComposition } from '#app/ui/keyboard/guard-composition.ts'
import { NonceContext } from '#app/ui/nonce-context.ts'
import { PageSkeleton } from '#app/ui/page-skeleton.tsx'
import { refuseStrayFiles } from '#app/ui/refuse-stray-files.ts'
import { darkTokens, lightTokens } from '#app/ui/tokens.ts'
import { UpdatePrompt } from '#app/ui/update-prompt.tsx'

// Before hydration, so that no other handler of a key is registered earlier.
if (typeof window !== 'undefined') {
  guardComposition(window)
  refuseStrayFiles(window)
}

export function Layout({ children }: { children: ReactNode }) {
  // Scripts and ScrollRestoration take theirs from the ServerRouter.
  const nonce = useContext(NonceContext)
  return (
    <html lang="en" {...mantineHtmlProps}>
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <ColorSchemeScript defaultColorScheme="auto" {...(nonce === undefined ? {} : { nonce })} />
        <link rel="manifest" href="/manifest.webmanifest" />
        <link rel="icon" href="/favicon.svg" type="image/svg+xml" />
        <link rel="apple-touch-icon" href="/apple-touch-icon.png" />
        <meta name="theme-color" content={lightTokens.page} media="(prefers-color-scheme: light)" />
        <meta name="theme-color" content={darkTokens.page} media="(prefers-color-scheme: dark)" />
        <Meta />
        <Links />
      </head>
      <body>
        <AppProviders>
          {children}
          <UpdatePrompt store={getUpdateStore()} />
        </AppProviders>
        <ScrollRestoration />
        <Scripts />
      </body>
    </html>
  )
}

export default function Root() {
  return <Outlet />
}

/** Shown by the offline shell until it knows its page; the server renders the same into it (decision 0003). */
export function HydrateFallback() {
  return <PageSkeleton />
}

export function ErrorBoundary() {
  const error = useRouteError()
  const isNotFound = isRouteErrorResponse(error) && error.status === 404
  return isNotFound ? <NotFoundPage /> : <CrashPage error={error} />
}
