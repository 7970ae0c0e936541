import { join } from 'node:path'
import type { Config } from '@react-router/dev/config'
import { buildServiceWorker } from './bin/build-service-worker.ts'
import { bundleDrawingProcess } from './bin/bundle-for-node.mjs'
import { precompressAssets, removeUnnamedStyles } from './bin/finish-client-files.ts'

export default {
  ssr: true,
  // Lazy discovery asks the server for every route it has not seen; offline that request fails (decision 0003).
  routeDiscovery: { mode: 'initial' },
  async buildEnd({ viteConfig: { root } }) {
    await removeUnnamedStyles(root)
    await buildServiceWorker(root)
    await precompressAssets(root)
    await bundleDrawingProcess(root, join(root, 'build/server'))
  },
  future: {
    v8_middleware: true,
    v8_passThroughRequests: true,
    v8_splitRouteModules: true,
    v8_trailingSlashAwareDataRequests: true,
    v8_viteEnvironmentApi: true,
  },
} satisfies Config
