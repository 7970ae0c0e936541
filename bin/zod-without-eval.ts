import type { Plugin } from 'vite'

/**
 * zod tries `new Function` when the first schema is created, and each page's Content-Security-Policy blocks and reports
 * it: Firefox prints an error on every page. `z.config({ jitless: true })` would have to run before the module of any
 * schema, which the order of chunks does not guarantee; so the setting is written where zod reads it. Only for
 * browsers: the server may compile its schemas.
 */
export function zodWithoutEval(): Plugin {
  return {
    name: 'zod-without-eval',
    enforce: 'pre',
    applyToEnvironment: ({ name }) => name === 'client',
    transform(code, id) {
      if (!/\/zod\/v4\/core\/core\.js$/.test(id.split('?')[0] ?? '')) return undefined
      if (!code.includes('export const globalConfig'))
        throw new Error('zod/v4/core/core.js has no `globalConfig` any more: see bin/zod-without-eval.ts')
      return { code: `${code}\nglobalConfig.jitless = true\n`, map: null }
    },
  }
}
