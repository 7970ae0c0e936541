import type { Config } from '@react-router/dev/config'

export default {
  ssr: true,
  // Lazy discovery asks the server for every route it has not seen; offline that request fails (decision 0003).
  routeDiscovery: { mode: 'initial' },
  future: {
    v8_middleware: true,
    v8_passThroughRequests: true,
    v8_splitRouteModules: true,
    v8_trailingSlashAwareDataRequests: true,
    v8_viteEnvironmentApi: true,
  },
} satisfies Config
