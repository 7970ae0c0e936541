import interUrl from '@fontsource-variable/inter/files/inter-latin-wght-normal.woff2?url'
import type { ReactNode } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { LogoMark } from '#app/ui/logo.tsx'
import { darkTokens, lightTokens, planCssVariables, type SchemeTokens } from '#app/ui/tokens.ts'
import styles from './review-page.css?inline'
// biome-ignore lint/correctness/useImportExtensions: it has one, and the query of Vite
import script from './review-page.js?raw'

type DocumentOptions = {
  status?: number
  headers?: Record<string, string>
  nonce: string | undefined
  title: string
  children: ReactNode
}

/**
 * A whole document of its own, without the app's scripts: reviewers get the pictures and a form, whatever their browser.
 * The address is the permission, so no cache and no search engine keeps it.
 */
export function respondDocument({ status = 200, headers = {}, ...shown }: DocumentOptions): Response {
  return new Response(`<!doctype html>${renderToStaticMarkup(<ReviewDocument {...shown} />)}`, {
    status,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'private, no-store',
      'x-robots-tag': 'noindex, nofollow',
      vary: 'Cookie, Accept',
      ...headers,
    },
  })
}

function ReviewDocument({ nonce, title, children }: Pick<DocumentOptions, 'nonce' | 'title' | 'children'>) {
  return (
    <html lang="en">
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex, nofollow" />
        <meta name="color-scheme" content="light dark" />
        <title>{title}</title>
        <link rel="icon" href="/favicon.svg" type="image/svg+xml" />
        {/* biome-ignore lint/security/noDangerouslySetInnerHtml: our own rules, no user's text */}
        <style dangerouslySetInnerHTML={{ __html: `${fontFace}${variables}${styles}` }} />
      </head>
      <body>
        <header className="top">
          <LogoMark size={20} />
          <span>AppFrames review</span>
        </header>
        {children}
        {/* biome-ignore lint/security/noDangerouslySetInnerHtml: our own file, no user's text */}
        <script nonce={nonce} dangerouslySetInnerHTML={{ __html: script }} />
      </body>
    </html>
  )
}

const fontFace = `@font-face{font-family:'Inter Variable';font-weight:100 900;font-display:swap;src:url(${interUrl}) format('woff2')}`

const toRule = (tokens: SchemeTokens) =>
  `:root{${Object.entries(planCssVariables(tokens))
    .map(([name, value]) => `${name}:${value}`)
    .join(';')}}`
const variables = `${toRule(lightTokens)}@media (prefers-color-scheme:dark){${toRule(darkTokens)}}`
