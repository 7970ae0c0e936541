/**
 * The document the service worker keeps and opens at every address when the server is gone (decision 0003). It has a
 * clientLoader and no loader, so the server renders the root's HydrateFallback for it, as the browser does when it hydrates the
 * shell at any other address.
 */
export function clientLoader() {
  return null
}

export default function AppShellPage() {
  return null
}
