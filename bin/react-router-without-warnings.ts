import type { Plugin } from 'vite'

/** React Router's package names its development build in every condition: browsers get the production build beside it. */
export function reactRouterWithoutWarnings(): Plugin {
  return {
    name: 'react-router-without-warnings',
    apply: 'build',
    enforce: 'pre',
    applyToEnvironment: ({ name }) => name === 'client',
    async resolveId(source, importer, options) {
      if (source !== 'react-router' && source !== 'react-router/dom') return undefined
      const found = await this.resolve(source, importer, { ...options, skipSelf: true })
      if (found === null) return undefined
      const id = found.id.replace('/react-router/dist/development/', '/react-router/dist/production/')
      if (id === found.id)
        throw new Error(
          'react-router no longer resolves to its development build: bin/react-router-without-warnings.ts can go.',
        )
      return { ...found, id }
    },
  }
}
