import type { BrowserContext, Page } from '@playwright/test'

type Profile = { baseUrl: string; hasServiceWorker: boolean }

const profiles = new WeakMap<BrowserContext, Profile>()

/** Properties of a context that the context itself does not expose. */
export function rememberProfile(context: BrowserContext, profile: Profile): void {
  profiles.set(context, profile)
}

export function getBaseUrl(page: Page): string {
  return profiles.get(page.context())?.baseUrl ?? new URL(page.url()).origin
}

/** Waiting for a worker that is blocked would never end. */
export function requireServiceWorker(page: Page): void {
  if (profiles.get(page.context())?.hasServiceWorker === false)
    throw new Error(
      'Service workers are blocked in this test; give it the tag @service-worker, or @server when it kills the server.',
    )
}
