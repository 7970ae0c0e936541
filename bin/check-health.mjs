// The container's health check: exits with 0 when the server on this machine is ready for requests.
const port = process.env.PORT ?? '3000'
try {
  const answer = await fetch(`http://127.0.0.1:${port}/readyz`, { signal: AbortSignal.timeout(2_500) })
  process.exitCode = answer.ok ? 0 : 1
} catch {
  // Nothing listens there, or too slowly.
  process.exitCode = 1
}
